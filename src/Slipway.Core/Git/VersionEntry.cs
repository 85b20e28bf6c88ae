using Slipway.Core.Values;

namespace Slipway.Core.Git;

/// <summary>A version as a file has it.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1; where the value begins, its quote included.</param>
public sealed record VersionEntry(EnvironmentKey Place, ReleaseVersion Version, string Path, int Line, int Column);
