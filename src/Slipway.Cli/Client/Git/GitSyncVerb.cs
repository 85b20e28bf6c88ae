using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Git;

internal sealed class GitSyncVerb : ClientVerb
{
    /// <summary>A fetch takes as long at most.</summary>
    private static readonly TimeSpan WaitFor = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(300);

    private readonly Argument<string?> _name = new("name") { Description = "The repository [default: all]", HelpName = "NAME", Arity = ArgumentArity.ZeroOrOne };

    public GitSyncVerb(Terminal terminal, GlobalOptions globals)
        : base(terminal, globals, "sync", "Look at a repository now, and show what came of it", "slipway git sync", "slipway git sync shop") =>
        Arguments.Add(_name);

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        IReadOnlyList<string> names = call.Value(_name) is { } one ? [one] : [.. (await ListAsync(call, cancellation)).Select(r => r.Name)];
        foreach (var name in names)
            await call.Client.PostAsync<ReasonRequest, GitRepositoryView>($"api/v1/git/{Uri.EscapeDataString(name)}/sync", new(), cancellation);
        var began = call.Terminal.Time.GetTimestamp();
        while (true)
        {
            IReadOnlyList<GitRepositoryView> seen = [.. (await ListAsync(call, cancellation)).Where(r => names.Contains(r.Name))];
            if (seen.All(r => !r.Asked))
            {
                call.Print(seen, GitText.Write);
                return seen.Any(r => r.Faults.Count > 0) ? ExitCodes.Failed : ExitCodes.Done;
            }

            if (call.Terminal.Time.GetElapsedTime(began) > WaitFor)
                throw new VerbFailedException(ExitCodes.TimedOut, $"nobody has looked at {string.Join(", ", seen.Where(r => r.Asked).Select(r => r.Name))} yet: does a server follow it? See `slipway git status`");
            await Task.Delay(AskEvery, call.Terminal.Time, cancellation);
        }
    }

    private static Task<IReadOnlyList<GitRepositoryView>> ListAsync(ClientCall call, CancellationToken cancellation) =>
        call.Client.GetAsync<IReadOnlyList<GitRepositoryView>>("api/v1/git", cancellation);
}
