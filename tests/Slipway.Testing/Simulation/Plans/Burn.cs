namespace Slipway.Testing.Simulation.Plans;

/// <summary>So many requests of an environment fail that its error budget burns for half an hour.</summary>
public sealed record Burn : Happening
{
    public override string ToString() => $"Burn {App}, {When}";
}
