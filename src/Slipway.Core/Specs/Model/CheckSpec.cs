namespace Slipway.Core.Specs.Model;

/// <summary>Something measured once on every instance of the new version before it gets requests.</summary>
public sealed record CheckSpec
{
    public required string Name { get; init; }

    public required ProbeSpec Probe { get; init; }
}
