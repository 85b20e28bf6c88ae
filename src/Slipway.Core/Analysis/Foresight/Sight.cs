using Slipway.Core.Values;

namespace Slipway.Core.Analysis.Foresight;

/// <summary>What can be seen by the end of one observation, with all that was seen before it.</summary>
/// <param name="Weight">The candidate's share of the requests.</param>
/// <param name="For">How long it is observed at this weight.</param>
/// <param name="Requests">Requests of the candidate so far, the warm-up's not counted.</param>
/// <param name="FoundErrorRate">The smallest error rate of the candidate that is found by then in four of five cases, a fraction; null where not even a complete failure would be.</param>
public sealed record Sight(Weight Weight, TimeSpan For, double Requests, double? FoundErrorRate);
