using Slipway.Core.Values;

namespace Slipway.Core.Specs.Model;

/// <summary>An app that a release train brings, and its version.</summary>
public sealed record TrainAppSpec
{
    public required string App { get; init; }

    public required ReleaseVersion Version { get; init; }
}
