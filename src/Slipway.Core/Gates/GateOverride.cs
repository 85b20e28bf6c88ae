namespace Slipway.Core.Gates;

/// <summary>A gate that is passed by permission.</summary>
/// <param name="Reason">Not empty.</param>
/// <param name="Until">From then on the gate counts again.</param>
public sealed record GateOverride(GateKind Gate, string Reason, string By, DateTimeOffset Until);
