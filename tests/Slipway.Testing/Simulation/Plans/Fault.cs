namespace Slipway.Testing.Simulation.Plans;

/// <summary>Something goes wrong.</summary>
public sealed record Fault : Happening
{
    public required FaultKind Kind { get; init; }

    /// <summary>How long it lasts; how far a clock jumps; how long a dead server stays dead.</summary>
    public required TimeSpan For { get; init; }

    public override string ToString() => $"{Kind} for {For.TotalSeconds:0.0} s, {When}";
}
