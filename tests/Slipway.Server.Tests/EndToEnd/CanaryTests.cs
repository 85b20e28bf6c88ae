using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>The main job, by the real program under real load.</summary>
public sealed class CanaryTests : IAsyncDisposable
{
    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_good_version_takes_every_weight_and_is_promoted_without_a_lost_request()
    {
        _shop.Spec("canary: { weights: [5%, 25%, 50%, 100%], observe: 1s }", replicas: 2);
        await _shop.StartWithAsync("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        var deploy = (await _shop.RunAsync("deploy", "--version", "2.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        deploy.Out.ShouldContain("2.0.0 is stable on green");
        deploy.Out.ShouldNotContain("kept running");

        var rollout = (await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListRolloutSummaryView, "history"))[0];
        (await _shop.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        await load.EndWithoutLossAsync();
        load.Of("2.0.0").ShouldBeGreaterThan(0);
        (await ObservedAsync(rollout.Id)).ShouldBe([5, 25, 50, 100]);
    }

    [Fact]
    public async Task A_faulty_version_is_taken_back_and_no_request_is_lost()
    {
        _shop.Spec("canary: { weights: [20%, 100%], observe: 20s }");
        await _shop.StartWithAsync("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        var deploy = (await _shop.RunAsync("deploy", "--version", Installation.Faulty, "--wait", "--timeout", "1m")).Ended(ExitCodes.RolledBack);
        deploy.Out.ShouldContain("cause");

        var rollout = (await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListRolloutSummaryView, "history"))[0];
        rollout.Phase.ShouldBe(RolloutPhase.RolledBack);
        (await _shop.RunAsync("why", rollout.Id)).Ended(ExitCodes.Done).Out.ShouldContain("error rate");
        var errors = load.Errors;
        errors.ShouldBeGreaterThan(0);
        await load.MoreAsync(50, TestContext.Current.CancellationToken);
        await load.EndWithoutLossAsync();
        load.Errors.ShouldBe(errors);
        (await _shop.EnvironmentAsync()).StableVersion.ShouldBe("1.0.0");
    }

    /// <summary>The candidate's weights in percent, as the router showed them.</summary>
    private async Task<IReadOnlyList<decimal>> ObservedAsync(string id)
    {
        var events = await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListEventView, "events", id, "--limit", "500");
        return [.. events.Where(e => e.Type == "weights.observed").Select(e => e.Data.GetProperty("split").GetProperty("green").GetDecimal()).Where(w => w > 0)];
    }
}
