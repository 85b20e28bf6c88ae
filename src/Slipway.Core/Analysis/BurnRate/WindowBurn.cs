namespace Slipway.Core.Analysis.BurnRate;

/// <summary>How fast the budget burns over an alert's two windows.</summary>
/// <param name="BurnLong">Multiples of the even pace; null without a request in the long window: no data, not 0.</param>
/// <param name="BurnShort">The same of the short window.</param>
/// <param name="Firing">Whether both are above the factor. Never without data.</param>
public sealed record WindowBurn(BurnRateWindow Window, double? BurnLong, double? BurnShort, bool Firing);
