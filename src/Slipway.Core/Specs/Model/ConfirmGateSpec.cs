namespace Slipway.Core.Specs.Model;

/// <summary>A person says <c>promote</c> before the rollout goes on.</summary>
public sealed record ConfirmGateSpec : GateSpec
{
    public const string Kind = "confirm";

    /// <summary>What the person should have looked at.</summary>
    public required string Question { get; init; }
}
