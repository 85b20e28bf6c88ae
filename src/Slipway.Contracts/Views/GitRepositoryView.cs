namespace Slipway.Contracts.Views;

/// <summary>A Git repository that is followed.</summary>
public sealed record GitRepositoryView
{
    public required string Name { get; init; }

    public required string Url { get; init; }

    public required string Branch { get; init; }

    /// <summary>The newest commit that could be read; null before the first.</summary>
    public string? Commit { get; init; }

    /// <summary>Who wrote it, as it says itself.</summary>
    public string? Author { get; init; }

    public string? Subject { get; init; }

    /// <summary>When it was seen first.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Somebody asked to look, and nobody has yet.</summary>
    public required bool Asked { get; init; }

    /// <summary>Why nothing newer is taken from it, each with commit, file and line where there is one; empty when all is well.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    public required IReadOnlyList<GitWantView> Wants { get; init; }
}
