using Shouldly;
using Slipway.Core.Simulation;
using Xunit;

namespace Slipway.Core.Tests.Simulation;

public sealed class VirtualTimeTests
{
    private readonly VirtualTime _clock = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Timers_fire_in_order_of_their_instants_then_of_their_making()
    {
        var start = _clock.GetUtcNow();
        using var later = After("later", 2);
        using var first = After("first", 1);
        using var second = After("second", 1);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _fired.ShouldBe(["first at 1", "second at 1"]);
        _clock.Advance(TimeSpan.FromSeconds(10));
        _fired.ShouldBe(["first at 1", "second at 1", "later at 2"]);
        _clock.GetUtcNow().ShouldBe(start.AddSeconds(11));

        ITimer After(string name, int seconds) => _clock.CreateTimer(
            _ => _fired.Add($"{name} at {(_clock.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_periodic_timer_fires_at_each_of_its_instants_until_it_is_disposed()
    {
        using (_clock.CreateTimer(_ => _fired.Add("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)))
            _clock.Advance(TimeSpan.FromSeconds(6));
        _clock.Advance(TimeSpan.FromSeconds(6));

        _fired.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_delay_and_a_wait_for_events_end_on_this_clock()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var delay = Task.Delay(TimeSpan.FromHours(1), _clock, cancellation);
        var wait = new InMemoryStore(_clock).WaitForEventsAsync(0, TimeSpan.FromMinutes(30), cancellation);

        _clock.Advance(TimeSpan.FromMinutes(30));
        await wait;
        delay.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMinutes(30));
        await delay;
    }
}
