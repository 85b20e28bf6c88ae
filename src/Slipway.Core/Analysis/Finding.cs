namespace Slipway.Core.Analysis;

/// <summary>What one rule found.</summary>
/// <param name="Rule">The rule as a person would write it: <c>error-rate ≤ 1 % for 1m</c>.</param>
/// <param name="Sentence">Metric, numbers and rule in one sentence a person understands.</param>
/// <param name="Candidate">The candidate's value in the metric's unit; null without data.</param>
/// <param name="Stable">Stable's value over the same time; null without data or where it does not count.</param>
/// <param name="Requests">Requests of the candidate behind the value.</param>
public sealed record Finding(string Rule, Verdict Verdict, string Sentence, double? Candidate, double? Stable, long Requests)
{
    /// <summary>Whether the rollout must not go on while the verdict is open (inconclusive, insufficient data).</summary>
    public bool Holds { get; init; } = true;

    /// <summary>Further numbers behind the sentence, all finite, such as <c>e</c> and <c>limit</c>; empty where the sentence has all.</summary>
    public IReadOnlyList<Number> Numbers { get; init; } = [];

    public bool Equals(Finding? other) =>
        other is not null && (Rule, Verdict, Sentence, Candidate, Stable, Requests, Holds) == (other.Rule, other.Verdict, other.Sentence, other.Candidate, other.Stable, other.Requests, other.Holds)
        && Numbers.SequenceEqual(other.Numbers);

    public override int GetHashCode() => HashCode.Combine(Rule, Verdict, Sentence);
}
