namespace Slipway.Core.Analysis;

/// <summary>What both sides answered between two samples. Counters that were reset are made good.</summary>
/// <param name="From">The time of the earlier sample.</param>
/// <param name="To">The time of the later one.</param>
public sealed record TrafficChange(DateTimeOffset From, DateTimeOffset To, Counters Candidate, Counters Stable);
