using Slipway.Cli.Output;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Git;

/// <summary>Repositories for people.</summary>
internal static class GitText
{
    private const int ShownDigits = 12;

    public static void Write(Terminal terminal, IReadOnlyList<GitRepositoryView> repositories)
    {
        if (repositories.Count == 0)
            terminal.Out.WriteLine("no repository is followed; `slipway serve --git git.yaml` does");
        foreach (var repository in repositories)
            Write(terminal, repository);
    }

    private static void Write(Terminal terminal, GitRepositoryView repository)
    {
        terminal.Out.WriteLine($"{repository.Name}  {repository.Url} {repository.Branch}");
        if (repository.Commit is { } commit)
            terminal.Out.WriteLine($"  {Short(commit)} by {repository.Author}: {repository.Subject}");
        foreach (var fault in repository.Faults)
            terminal.Out.WriteLine($"  not taken: {fault}");
        if (repository.Wants.Count == 0)
            return;
        Listing.Write(
            terminal,
            ["where", "wants", "runs", "commit", "state", "detail"],
            repository.Wants.Select(want => (IReadOnlyList<string>)
                [$"{want.App}/{want.Environment}", want.Version, want.Runs ?? "–", Short(want.Commit), Word(want.Phase), want.Detail ?? ""]));
    }

    private static string Short(string commit) => commit.Length <= ShownDigits ? commit : commit[..ShownDigits];

    private static string Word(GitWantPhase phase) => phase switch
    {
        GitWantPhase.InSync => "in sync",
        GitWantPhase.UnderWay => "under way",
        _ => phase.ToString().ToLowerInvariant(),
    };
}
