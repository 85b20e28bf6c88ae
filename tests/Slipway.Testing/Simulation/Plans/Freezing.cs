namespace Slipway.Testing.Simulation.Plans;

/// <summary>Somebody freezes an environment for a while.</summary>
public sealed record Freezing : Happening
{
    public required TimeSpan For { get; init; }

    public override string ToString() => $"Freezing {App} for {For.TotalSeconds:0.0} s, {When}";
}
