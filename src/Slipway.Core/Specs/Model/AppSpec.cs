namespace Slipway.Core.Specs.Model;

/// <summary>A valid <c>slipway.yaml</c>: what one service is and how a version of it reaches each environment.</summary>
public sealed record AppSpec
{
    public required string App { get; init; }

    /// <summary>Where a version's files are, with <c>{version}</c> in it; relative to the spec's folder. Empty where a version is an <see cref="Image"/>.</summary>
    public required string Artifact { get; init; }

    /// <summary>A version's container image, with <c>{version}</c> in it: <c>registry.example/shop:{version}</c>. Null where a version is files.</summary>
    public string? Image { get; init; }

    /// <summary>The spec's folder, absolute. Relative paths in the spec begin here.</summary>
    public required string Directory { get; init; }

    /// <summary>In the order of the file; at least one.</summary>
    public required IReadOnlyList<EnvironmentSpec> Environments { get; init; }
}
