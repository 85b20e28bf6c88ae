using Slipway.Core.Git;
using Slipway.Core.Values;

namespace Slipway.Core.Engine.Git;

/// <summary>In whose name a commit is rolled out. A commit says itself who wrote it, and nobody proves that: the origin tells that it came from there.</summary>
internal static class GitAuthors
{
    /// <summary>Who acts where no person does.</summary>
    public const string Slipway = "git";

    private const int MaxCharacters = 80;

    /// <summary>Names of this program's own parts: no commit speaks as one.</summary>
    private static readonly string[] Reserved = [Slipway, "engine", Conductor.Actor, PromotionFollower.Actor, "alertmanager", "slipway"];

    public static Actor Of(string repository, CommitNote commit) => new(NameOf(commit.Author), $"git {repository} {commit.Hash}");

    private static string NameOf(string author)
    {
        var name = string.Concat(author.Where(c => !char.IsControl(c))).Trim();
        name = name.Length <= MaxCharacters ? name : name[..MaxCharacters];
        var isPerson = name.Length > 0 && !name.Contains('/', StringComparison.Ordinal) && !name.EndsWith("[bot]", StringComparison.Ordinal)
            && !Reserved.Contains(name, StringComparer.OrdinalIgnoreCase);
        return isPerson ? name : Slipway;
    }
}
