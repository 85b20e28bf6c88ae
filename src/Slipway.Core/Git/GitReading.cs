using Slipway.Core.Git.Events;
using Slipway.Core.Git.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Git;

/// <summary>What is new in a repository, as an event: what it wants now, or why that cannot be read. Pure.</summary>
public static class GitReading
{
    public static GitEvent Of(GitRepository repository, GitState before, GitNews news)
    {
        var faults = new List<GitFault>();
        var entries = Entries(repository, news.Tip, faults);
        foreach (var twice in entries.GroupBy(e => e.Place).Where(g => g.Count() > 1))
            faults.Add(new GitFault(twice.Last().Path, twice.Last().Line, $"{twice.Key} has a version in {twice.First().Path} already; one of them must go"));
        if (faults.Count > 0)
            return new GitFaulty(news.Tip.Commit.Hash, faults);
        var earlier = news.Since
            .Select(commit => (commit.Commit, Entries: Entries(repository, commit, null)))
            .Where(commit => commit.Entries.Count > 0)
            .Select(commit => (commit.Commit, Versions: commit.Entries.ToLookup(e => e.Place, e => e.Version)))
            .ToList();
        return new GitSeen(news.Tip.Commit, [.. entries.Select(entry => Want(entry, before, news.Tip.Commit, earlier))]);
    }

    /// <summary>One that is as before goes on from where it was; else it is the oldest commit's since which the version is the same.</summary>
    private static GitWant Want(VersionEntry entry, GitState before, CommitNote tip, List<(CommitNote Commit, ILookup<EnvironmentKey, ReleaseVersion> Versions)> earlier)
    {
        var same = earlier.TakeWhile(commit => commit.Versions[entry.Place].Contains(entry.Version)).Select(commit => commit.Commit).ToList();
        if (same.Count == earlier.Count && before.Find(entry.Place) is { } known && known.Version == entry.Version)
            return known with { Path = entry.Path, Line = entry.Line };
        return new GitWant
        {
            Place = entry.Place,
            Version = entry.Version,
            Commit = same.LastOrDefault() ?? tip,
            Path = entry.Path,
            Line = entry.Line,
            IsBaseline = before.Tip is null,
        };
    }

    private static List<VersionEntry> Entries(GitRepository repository, CommitFiles commit, List<GitFault>? faults)
    {
        var found = faults ?? [];
        var entries = repository.Versions.SelectMany(source => VersionsFile.Read(source, commit.Files.GetValueOrDefault(source.Path), found)).ToList();
        return found.Count == 0 ? entries : [];
    }
}
