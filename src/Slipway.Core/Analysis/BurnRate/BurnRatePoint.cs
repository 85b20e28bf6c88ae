namespace Slipway.Core.Analysis.BurnRate;

/// <summary>What was answered in an interval.</summary>
/// <param name="At">The interval's end.</param>
/// <param name="Total">Requests, 0 or more.</param>
/// <param name="Errors">Of these, the bad ones.</param>
public readonly record struct BurnRatePoint(DateTimeOffset At, long Total, long Errors);
