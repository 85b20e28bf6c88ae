namespace Slipway.Core.Git.Model;

/// <summary>A file of the repository in which versions stand.</summary>
public sealed record VersionsSource
{
    /// <summary>In the repository, with <c>/</c>.</summary>
    public required string Path { get; init; }

    public required string Environment { get; init; }

    /// <summary>The one app whose version stands at <see cref="Key"/>; null where the file is a map of apps to versions.</summary>
    public string? App { get; init; }

    /// <summary>Where in the file, as <see cref="KeyPath"/> writes it; null where the file is a map.</summary>
    public string? Key { get; init; }
}
