namespace Slipway.Core.Git;

/// <summary>Why nothing can be taken from a repository.</summary>
/// <param name="Path">The file in it; null when it is the repository itself.</param>
/// <param name="Line">Counted from 1; null when it is no line.</param>
/// <param name="Message">What is wrong and what to do; no secret.</param>
public sealed record GitFault(string? Path, int? Line, string Message)
{
    public override string ToString() => Path is null ? Message : Line is null ? $"{Path}: {Message}" : $"{Path}:{Line}: {Message}";
}
