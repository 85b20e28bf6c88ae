using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>Past rollouts of the real program, judged again.</summary>
public sealed class AnalyzeTests : IAsyncDisposable
{
    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_rollout_that_was_taken_back_is_judged_again_from_the_server_from_the_store_and_after_a_restart()
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 20s }");
        await _shop.StartWithAsync("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        (await _shop.RunAsync("deploy", "--version", Installation.Faulty, "--wait", "--timeout", "1m")).Ended(ExitCodes.RolledBack);
        var id = (await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListRolloutSummaryView, "history"))[0].Id;

        var fromServer = await AgreesAsync("--rollout", id, "--plot", "why.svg");
        fromServer.ShouldContain("\"verdict\": \"fail\"");
        var picture = await File.ReadAllTextAsync(Path.Combine(_shop.Folder, "why.svg"), Cancel);
        picture.ShouldContain("Error rate");
        picture.ShouldContain("Latency since the exposure");
        (await AgreesAsync("--rollout", id, "--data", ".slipway")).ShouldBe(fromServer);

        await _shop.KillServerAsync();
        await _shop.StartAsync();
        (await AgreesAsync("--rollout", id)).ShouldBe(fromServer);
        (await _shop.RunAsync("analyze", "--rollout", id)).Ended(ExitCodes.Done).Out.ShouldContain("come out again, to the last digit");
        (await _shop.RunAsync("analyze", "--rollout", "shop.production.99")).Ended(ExitCodes.Failed).Error.ShouldContain("there is no rollout");

        await _shop.Server.StopAsync(Cancel);
        (await _shop.RunAsync("store", "prune", "--before", "400d", "--evidence-before", "1s")).Ended(ExitCodes.Done);
        (await _shop.RunAsync("analyze", "--rollout", id, "--data", ".slipway")).Ended(ExitCodes.Failed).Out.ShouldContain("the measurements are no longer there");
    }

    [Fact]
    public async Task A_rollout_whose_server_was_killed_in_the_middle_is_judged_again_just_the_same()
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 5s }");
        await _shop.StartWithAsync("1.0.0");
        await using var load = new OpenLoad(_shop.Gateway);
        var rollout = await _shop.DeployAsync("2.0.0");
        await _shop.UntilAsync(rollout.Id, view => view.Verdict is not null, "a verdict");
        await load.MoreAsync(200, Cancel);
        await _shop.KillServerAsync();
        await _shop.StartAsync();
        (await _shop.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        await AgreesAsync("--rollout", rollout.Id);
    }

    private async Task<string> AgreesAsync(params string[] args)
    {
        var output = (await _shop.RunAsync(["analyze", .. args, "-o", "json"])).Ended(ExitCodes.Done).Out;
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("agrees").GetBoolean().ShouldBeTrue(output);
        json.RootElement.GetProperty("looks").EnumerateArray().ShouldAllBe(look => look.GetProperty("outcome").GetString() == "agrees");
        return output;
    }
}
