namespace Slipway.Core.Simulation;

/// <summary>What came of a simulated rollout.</summary>
/// <param name="Outcome"><c>promoted</c>, <c>rolled-back</c>, <c>failed</c>, <c>cancelled</c> or <c>waiting</c> (for a person).</param>
/// <param name="Seconds">From the start to the outcome.</param>
/// <param name="Weights">Every observed change of the new version's weight.</param>
/// <param name="Exposed">The requests that the new version got.</param>
public sealed record SimulationReport(
    string Outcome, double Seconds, string Summary, IReadOnlyList<WeightChange> Weights, IReadOnlyList<ReportedEvent> Events, Exposure Exposed);
