namespace Slipway.Testing.Simulation.Plans;

/// <summary>Somebody says something.</summary>
public sealed record Operation : Happening
{
    public required OperationKind Kind { get; init; }

    public override string ToString() => $"{Kind} {App} ({Pick}), {When}";
}
