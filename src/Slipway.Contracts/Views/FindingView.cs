namespace Slipway.Contracts.Views;

/// <summary>What one rule found.</summary>
/// <param name="Rule">As a person would write it: <c>error-rate ≤ 1 % for 1m</c>.</param>
/// <param name="Sentence">Metric, numbers and rule in one sentence.</param>
/// <param name="Candidate">The candidate's value in the metric's unit (a fraction, milliseconds, requests per second); null without data.</param>
/// <param name="Stable">Stable's value over the same time; null without data or where it does not count.</param>
/// <param name="Requests">Requests of the candidate behind the value.</param>
public sealed record FindingView(string Rule, VerdictKind Verdict, string Sentence, double? Candidate, double? Stable, long Requests)
{
    /// <summary>Further numbers behind the sentence by name, such as <c>logE</c> and <c>limit</c>; empty where the sentence has all.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new Dictionary<string, double>();
}
