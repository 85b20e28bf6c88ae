namespace Slipway.Core.Analysis;

/// <summary>What one rule found.</summary>
/// <param name="Rule">The rule as a person would write it: <c>error-rate ≤ 1 % for 1m</c>.</param>
/// <param name="Sentence">Metric, numbers and rule in one sentence a person understands.</param>
/// <param name="Candidate">The candidate's value in the metric's unit; null without data.</param>
/// <param name="Stable">Stable's value over the same time; null without data or where it does not count.</param>
/// <param name="Requests">Requests of the candidate behind the value.</param>
public sealed record Finding(string Rule, Verdict Verdict, string Sentence, double? Candidate, double? Stable, long Requests);
