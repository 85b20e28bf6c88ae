using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Git;

internal sealed class GitStatusVerb(Terminal terminal, GlobalOptions globals)
    : ClientVerb(terminal, globals, "status", "Show each repository: its newest commit, what it wants, what runs, and why the two differ", "slipway git status", "slipway git status -o json")
{
    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        call.Print(await call.Client.GetAsync<IReadOnlyList<GitRepositoryView>>("api/v1/git", cancellation), GitText.Write);
        return ExitCodes.Done;
    }
}
