namespace Slipway.Core.Analysis.Foresight;

/// <summary>What an environment answers now, on both sides together.</summary>
/// <param name="RequestsPerSecond">0 or more.</param>
/// <param name="ErrorRate">A fraction; what stable is taken to have.</param>
/// <param name="Over">The time that it was measured over; null where a person said it.</param>
public sealed record PresentTraffic(double RequestsPerSecond, double ErrorRate, TimeSpan? Over);
