namespace Slipway.Core.Analysis.Sequential;

/// <summary>What the sequential test says of a series.</summary>
/// <param name="RejectedAt">The index of the first observation with which the grid's e-value reached 1/α; null when none did. It decides: what comes after does not take it back.</param>
/// <param name="Mixture">Over all observations together.</param>
/// <param name="Grid">After the last observation.</param>
public sealed record SequentialResult(Verdict Verdict, int? RejectedAt, MixtureResult Mixture, GridResult Grid);
