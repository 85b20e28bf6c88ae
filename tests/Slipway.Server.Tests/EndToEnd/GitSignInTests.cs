using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Testing.Git;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>A server that follows a repository whose host wants a password.</summary>
public sealed class GitSignInTests : IAsyncDisposable
{
    private const string Versions = "production/versions.yaml";

    private readonly GitOrigin _origin = GitOrigin.Create();
    private readonly Installation _shop = new(TestContext.Current.CancellationToken);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        _origin.Dispose();
    }

    [Fact]
    public async Task A_wrong_password_is_told_wherever_one_looks_without_it_and_a_right_one_counts_without_a_restart()
    {
        await using var host = await GitHttpHost.StartAsync(_origin.Url, "slipway", "canary-right", encrypted: false, Cancel);
        var token = Path.Combine(_shop.Folder, "token");
        await File.WriteAllTextAsync(token, "canary-wrong\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(_shop.Folder, "git.yaml"), $$"""
            repositories:
              deploy:
                url: {{host.Url}}
                versions: [{ path: {{Versions}}, environment: production }]
                poll: 1s
                login: { user: slipway, password: { file: token } }
            """, Cancel);
        _origin.Push(Versions, "shop: 1.0.0\n");
        _shop.Spec("canary: { weights: [50%, 100%], observe: 500ms }");
        await _shop.StartAsync("--git", "git.yaml");

        await Poll.UntilAsync(async () => (await StatusAsync()).Faults is [var fault] && fault.Contains("correct user and password under 'login'", StringComparison.Ordinal), "the fault to be shown", Cancel);
        foreach (var words in (string[][])[["git", "status"], ["git", "sync"], ["events", "--limit", "200"], ["doctor"]])
            (await _shop.RunAsync(words)).Out.ShouldNotContain("canary");
        _shop.Server.Printed.ShouldNotContain("canary");
        host.CommandLines.ShouldAllBe(line => !line.Contains("canary", StringComparison.Ordinal));

        await File.WriteAllTextAsync(token, "canary-right\n", Cancel);
        await Poll.UntilAsync(async () => (await StatusAsync()).Wants.Any(want => want is { Phase: GitWantPhase.InSync, Version: "1.0.0" }), "what the repository says to run", Cancel);
        _shop.Server.Printed.ShouldNotContain("canary");
    }

    private async Task<GitRepositoryView> StatusAsync() => (await _shop.ReadAsync(SlipwayJson.Default.IReadOnlyListGitRepositoryView, "git", "status"))[0];
}
