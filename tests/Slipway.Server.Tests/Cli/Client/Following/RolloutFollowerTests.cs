using Shouldly;
using Slipway.Cli.Client.Api;
using Slipway.Cli.Client.Following;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.Cli.Rendering;
using Xunit;

namespace Slipway.Server.Tests.Cli.Client.Following;

public sealed class RolloutFollowerTests
{
    [Fact]
    public async Task A_server_that_was_away_is_asked_again_until_the_rollout_has_ended()
    {
        using var server = new ScriptedServer(SampleRollouts.CanaryAtQuarter, null, SampleRollouts.RolledBack);
        using var client = new SlipwayClient(new ServerAddress(new Uri("http://127.0.0.1:1/"), "the test"), ServerCredential.None, server);
        var seen = new List<Sighting>();
        await foreach (var sighting in new RolloutFollower(client, TimeProvider.System).FollowAsync("r", TestContext.Current.CancellationToken))
            seen.Add(sighting);

        seen.Count.ShouldBe(3);
        seen[0].View!.Phase.ShouldBe(RolloutPhase.Running);
        seen[1].Trouble!.ShouldStartWith("reconnecting: ");
        seen[2].View!.Phase.ShouldBe(RolloutPhase.RolledBack);
        seen[2].Trouble.ShouldBeNull();
    }

    [Theory]
    [InlineData(RolloutPhase.Promoted, false, 0)]
    [InlineData(RolloutPhase.Succeeded, false, 0)]
    [InlineData(RolloutPhase.RolledBack, false, 3)]
    [InlineData(RolloutPhase.RolledBack, true, 0)]
    [InlineData(RolloutPhase.Failed, false, 1)]
    [InlineData(RolloutPhase.Superseded, false, 3)]
    public void Each_outcome_has_its_exit_code(RolloutPhase phase, bool wantsRollback, int code) =>
        Outcome.ExitCode(SampleRollouts.CanaryAtQuarter with { Phase = phase }, wantsRollback).ShouldBe(code);
}
