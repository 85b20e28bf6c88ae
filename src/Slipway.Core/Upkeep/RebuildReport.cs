namespace Slipway.Core.Upkeep;

/// <summary>What was made anew.</summary>
/// <param name="Streams">That were read.</param>
/// <param name="Rollouts">Rows.</param>
public sealed record RebuildReport(int Streams, int Rollouts, int Snapshots);
