namespace Slipway.Contracts.Views;

/// <summary>What is seen by the end of an observation.</summary>
/// <param name="Weight">The new version's share of the requests, in percent.</param>
/// <param name="Seconds">How long it is observed at this weight.</param>
/// <param name="Requests">Requests of the new version so far, without its warm-up.</param>
/// <param name="FoundErrorRate">The smallest error rate of the new version that is found by then in four of five cases: a fraction; null where not even a complete failure is.</param>
public sealed record SightView(decimal Weight, double Seconds, double Requests, double? FoundErrorRate);
