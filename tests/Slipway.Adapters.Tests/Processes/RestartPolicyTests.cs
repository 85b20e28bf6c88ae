using Shouldly;
using Slipway.Core.Specs.Model;
using Slipway.Local.Processes;
using Xunit;

namespace Slipway.Adapters.Tests.Processes;

public sealed class RestartPolicyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly ProcessEnd Crash = new(1, null, false);

    private static readonly RestartSpec Spec = new()
    {
        Backoff = TimeSpan.FromSeconds(1),
        MaxBackoff = TimeSpan.FromSeconds(5),
        Crashes = 6,
        Within = TimeSpan.FromMinutes(5),
    };

    private static readonly InstanceRecord Running = new() { Id = "blue-1-1", Number = 1, Phase = InstancePhase.Running, Since = Noon };

    [Fact]
    public void The_wait_doubles_up_to_its_maximum() =>
        Enumerable.Range(1, 70).Select(ends => RestartPolicy.Backoff(ends, Spec).TotalSeconds).Take(5).ShouldBe([1, 2, 4, 5, 5]);

    [Fact]
    public void Any_number_of_ends_has_a_wait() =>
        RestartPolicy.Backoff(int.MaxValue, Spec with { MaxBackoff = TimeSpan.MaxValue }).ShouldBeGreaterThan(TimeSpan.FromDays(1));

    [Fact]
    public void So_many_ends_within_the_time_are_a_crash_loop()
    {
        var instance = Running;
        for (var i = 0; i < 5; i++)
        {
            instance = RestartPolicy.After(instance, Crash, Spec, Noon.AddSeconds(i));
            RestartPolicy.IsLoop(instance, Spec, Noon.AddSeconds(i)).ShouldBeFalse();
        }
        RestartPolicy.IsLoop(RestartPolicy.After(instance, Crash, Spec, Noon.AddSeconds(9)), Spec, Noon.AddSeconds(9)).ShouldBeTrue();
    }

    [Fact]
    public void A_crash_loop_is_never_given_up_and_is_over_when_its_ends_are_long_past()
    {
        var instance = Running;
        for (var i = 0; i < 60; i++)
            instance = RestartPolicy.After(instance, Crash, Spec, Noon.AddSeconds(i));
        (instance.Phase, instance.Due).ShouldBe((InstancePhase.Waiting, Noon.AddSeconds(59) + Spec.MaxBackoff));
        RestartPolicy.IsLoop(instance, Spec, Noon.AddMinutes(6)).ShouldBeFalse();
    }

    [Fact]
    public void Ends_that_are_long_past_do_not_count()
    {
        var instance = Running;
        for (var i = 0; i < 50; i++)
            instance = RestartPolicy.After(instance, Crash, Spec, Noon.AddMinutes(2 * i));
        instance.Phase.ShouldBe(InstancePhase.Waiting);
        instance.Ends.Count.ShouldBe(3);
    }

    [Fact]
    public void An_end_with_the_machine_is_no_crash()
    {
        var next = RestartPolicy.After(Running, ProcessEnd.Reboot, Spec, Noon);
        next.Ends.ShouldBeEmpty();
        next.Due.ShouldBe(Noon);
    }
}
