using Slipway.Core.Values;

namespace Slipway.Core.Git;

/// <summary>All that is known of a repository: the fold of its events.</summary>
public sealed record GitState
{
    public static GitState New { get; } = new();

    /// <summary>Of the last event in its stream.</summary>
    public int Version { get; init; }

    /// <summary>The newest commit that could be read; null before the first.</summary>
    public CommitNote? Tip { get; init; }

    /// <summary>When that was seen.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>What it says.</summary>
    public IReadOnlyList<GitWant> Wants { get; init; } = [];

    /// <summary>Why nothing newer can be taken from it; empty when it can.</summary>
    public IReadOnlyList<GitFault> Faults { get; init; } = [];

    /// <summary>The commit with those faults; null when the repository itself cannot be read.</summary>
    public string? FaultyCommit { get; init; }

    /// <summary>Somebody asked to look, and nobody has yet.</summary>
    public bool IsAsked { get; init; }

    /// <summary>The newest commit that was looked at, good or not.</summary>
    public string? Known() => FaultyCommit ?? Tip?.Hash;

    public GitWant? Find(EnvironmentKey place) => Wants.FirstOrDefault(want => want.Place == place);
}
