using Slipway.Core.Values;

namespace Slipway.Core.Analysis;

/// <summary>Measurements in, verdict and evidence out.</summary>
public static class Judge
{
    /// <summary>Without a sample this recent nothing can be said about now.</summary>
    public const int NoSampleSeconds = 10;

    /// <summary>A gateway's clock may be this much ahead of ours.</summary>
    public const int MaxClockSkewSeconds = 10;

    /// <param name="policy">The rules.</param>
    /// <param name="series">
    /// Cumulative counters of both sides, about one sample a second, oldest first. It may be empty, have gaps, or have counters
    /// that were reset; samples that are not later than the one before, or far later than <paramref name="now"/>, are ignored.
    /// </param>
    /// <param name="candidate">The side that is judged.</param>
    /// <param name="exposedSince">Since when the candidate has had requests; nothing older is judged.</param>
    /// <param name="now">The instant of the look.</param>
    /// <returns>The rules' findings in their order, then the hot trigger's.</returns>
    public static Evaluation Evaluate(
        AnalysisPolicy policy, IReadOnlyList<TrafficSample> series, Slot candidate, DateTimeOffset exposedSince, DateTimeOffset now)
    {
        var measured = new TrafficSeries(policy, candidate);
        foreach (var sample in series)
            measured.Add(sample, now);
        return Evaluate(policy, measured, exposedSince, now);
    }

    /// <summary>As the other one, over a series that is kept from look to look.</summary>
    internal static Evaluation Evaluate(AnalysisPolicy policy, TrafficSeries series, DateTimeOffset exposedSince, DateTimeOffset now)
    {
        var instant = series.LookAt(now);
        var findings = new List<Finding>(policy.Rules.Count + 1);
        foreach (var rule in policy.Rules)
            findings.Add(ThresholdJudge.Find(rule, series, exposedSince, instant));
        if (policy.HotTrigger is { } trigger)
            findings.Add(HotTriggerJudge.Find(trigger, series, exposedSince, instant));
        return Evaluation.Of(findings);
    }
}
