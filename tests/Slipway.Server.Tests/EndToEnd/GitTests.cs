using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Testing.Git;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>A server that follows a real repository and runs real processes.</summary>
public sealed class GitTests : IAsyncLifetime
{
    private const string File = "production/versions.yaml";

    private readonly GitOrigin _origin = GitOrigin.Create();
    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 500ms }");
        _origin.Push(File, "# what runs\nshop: 1.0.0\n");
        System.IO.File.WriteAllText(Path.Combine(_shop.Folder, "git.yaml"), $$"""
            repositories:
              deploy:
                url: {{_origin.Url}}
                versions: [{ path: {{File}}, environment: production }]
                poll: 1s
                writeBack: commit
            """);
        await StartAsync();
        await AppearsAsync("shop.production.1");
        (await _shop.EndedAsync("shop.production.1")).Phase.ShouldBe(RolloutPhase.Succeeded);
    }

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        _origin.Dispose();
    }

    [Fact]
    public async Task A_commit_is_rolled_out_and_a_bad_one_is_taken_back_in_both_and_not_tried_again()
    {
        var good = _origin.Push(File, "# what runs\nshop: 2.0.0\n");
        await AppearsAsync("shop.production.2");
        (await _shop.EndedAsync("shop.production.2")).StartedBy.ShouldBe("Alice");

        _origin.Push(File, $"# what runs\nshop: {Installation.Crashing}\n", "Bob <bob@example.org>");
        await AppearsAsync("shop.production.3");
        (await _shop.EndedAsync("shop.production.3")).Phase.ShouldBe(RolloutPhase.RolledBack);
        await Poll.UntilAsync(() => _origin.Show(File) == "# what runs\nshop: 2.0.0", "the rollback to be written back", Cancel);

        await StateAsync(want => want is { Phase: GitWantPhase.InSync, Version: "2.0.0" });
        var message = _origin.Run("log", "-1", "--format=%an%n%B", "main");
        message.ShouldStartWith("Slipway\nSet shop back to 2.0.0 in production\n");
        message.ShouldContain("was taken back: ");
        message.ShouldNotContain("   at ");
        message.ShouldContain("Slipway-Rollout: shop.production.3");
        (await _shop.RunAsync("history", "--limit", "10")).Out.ShouldNotContain("shop.production.4");
        var events = (await _shop.RunAsync("events", "--limit", "200")).Out;
        events.ShouldContain($"2.0.0 comes to shop/production by shop.production.2, as commit {good} says");
        events.ShouldContain("is set back from 0.0.1 to 2.0.0 by commit");
    }

    [Fact]
    public async Task Killed_at_any_time_each_commit_brings_one_rollout()
    {
        var chance = new Random(5);
        for (var life = 0; life < 3; life++)
        {
            _origin.Push(File, $"# what runs\nshop: {(life % 2 == 0 ? "2.0.0" : "3.0.0")}\n");
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(200, 2500)), TimeProvider.System, Cancel);
            await _shop.KillServerAsync();
            await StartAsync();
            await AppearsAsync($"shop.production.{life + 2}");
            (await _shop.EndedAsync($"shop.production.{life + 2}")).Phase.ShouldBe(RolloutPhase.Succeeded);
        }

        (await _shop.RunAsync("git", "sync")).Ended(ExitCodes.Done).Out.ShouldContain("in sync");
        (await _shop.RunAsync("history", "--limit", "20")).Out.ShouldNotContain("shop.production.5");
    }

    [Fact]
    public async Task Garbage_is_shown_with_its_line_and_a_repository_that_is_away_comes_back()
    {
        var bad = _origin.Push(File, "shop: [\n");
        await Poll.UntilAsync(async () => (await StatusAsync()).Faults.Count > 0, "the fault to be shown", Cancel);
        (await StatusAsync()).Faults[0].ShouldStartWith($"commit {bad}: {File}:");
        (await _shop.RunAsync("git", "sync")).Ended(ExitCodes.Failed).Out.ShouldContain("not taken: commit");

        _origin.Move(away: true);
        await Poll.UntilAsync(async () => (await StatusAsync()).Faults is [var fault] && fault.Contains("cannot be read", StringComparison.Ordinal), "the repository to be away", Cancel);
        _origin.Move(away: false);
        _origin.Push(File, "shop: 2.0.0\n");
        await AppearsAsync("shop.production.2");
        (await StatusAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_deployed_by_hand_is_shown_as_drift()
    {
        (await _shop.RunAsync("deploy", "--version", "2.0.0", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        await StateAsync(want => want is { Phase: GitWantPhase.Drifted, Runs: "2.0.0", Version: "1.0.0" });
        (await _shop.RunAsync("git", "status")).Ended(ExitCodes.Done).Out.ShouldContain("drifted");
    }

    private Task StartAsync() => _shop.StartAsync("--git", "git.yaml");

    private async Task<GitRepositoryView> StatusAsync() => (await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListGitRepositoryView, "git", "status"))[0];

    private Task StateAsync(Func<GitWantView, bool> fits) => Poll.UntilAsync(async () => (await StatusAsync()).Wants.Any(fits), "the repository's state", Cancel);

    private Task AppearsAsync(string rollout) => Poll.UntilAsync(() => IsThereAsync(rollout), $"{rollout} to be opened\n{_shop.Server.Printed}", Cancel);

    private async Task<bool> IsThereAsync(string rollout)
    {
        try
        {
            return (await _shop.RolloutAsync(rollout)).Id == rollout;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
