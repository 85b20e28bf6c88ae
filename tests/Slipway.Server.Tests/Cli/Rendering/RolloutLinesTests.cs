using Shouldly;
using Slipway.Cli.Rendering;
using Slipway.Contracts.Views;
using Xunit;

namespace Slipway.Server.Tests.Cli.Rendering;

public sealed class RolloutLinesTests
{
    [Fact]
    public void Nothing_changed_prints_nothing() =>
        RolloutLines.Between(SampleRollouts.CanaryAtQuarter, SampleRollouts.CanaryAtQuarter).ShouldBeEmpty();

    [Fact]
    public void The_first_look_tells_everything_so_far()
    {
        var lines = RolloutLines.Between(null, SampleRollouts.CanaryAtQuarter).ToList();
        lines[0].ShouldBe("rollout storefront.production.3: storefront/production 1.0.0 → 2.0.0, by alice");
        lines.ShouldContain("done      4. shift 5 % of the traffic to 2.0.0 (0.3s)");
        lines.ShouldContain("running   7. observe at 25 % for 2m");
        lines.ShouldContain("traffic   observed 1.0.0 75 %, 2.0.0 25 %");
    }

    [Fact]
    public void A_rollback_prints_its_cause_its_steps_and_the_outcome()
    {
        var lines = RolloutLines.Between(SampleRollouts.CanaryAtQuarter, SampleRollouts.RolledBack).ToList();
        lines.ShouldContain("failed    7. observe at 25 % for 2m (5.9s): the hot trigger fired");
        lines.ShouldContain("traffic   observed 1.0.0 100 %, 2.0.0 0 %");
        lines.ShouldContain("cause     error-rate 20.4 % is at least 10 % and five times stable's 0.1 %");
        lines[^1].ShouldBe("rolled-back 2.0.0 was rolled back at 25 %; 1.0.0 has all traffic");
    }

    [Fact]
    public void A_crash_is_told_once()
    {
        var before = SampleRollouts.CrashLoop with { Slots = SampleRollouts.CanaryAtQuarter.Slots };
        var line = "instance  green-2.0.0-2 crashed: ended with code 1: KeyError: 'DATABASE_URL'";
        RolloutLines.Between(before, SampleRollouts.CrashLoop).ShouldBe([line]);
    }
}
