using Slipway.Core.Analysis;

namespace Slipway.Bench.Judge.Pairs;

/// <summary>What both sides answered in a minute: what one scrape brings.</summary>
/// <param name="Index">Its number; 1 is the first.</param>
public sealed record PairMinute(int Index, Counters Candidate, Counters Stable)
{
    /// <summary>Of the candidate; milliseconds, NaN without requests.</summary>
    public double CandidateP99 { get; } = Candidate.Latency.Quantile(0.99);

    /// <summary>Of stable; milliseconds, NaN without requests.</summary>
    public double StableP99 { get; } = Stable.Latency.Quantile(0.99);
}
