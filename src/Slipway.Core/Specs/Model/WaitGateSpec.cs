namespace Slipway.Core.Specs.Model;

/// <summary>A cooling period.</summary>
public sealed record WaitGateSpec : GateSpec
{
    public const string Kind = "wait";

    public required TimeSpan For { get; init; }
}
