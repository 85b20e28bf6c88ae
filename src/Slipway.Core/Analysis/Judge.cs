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
        var panel = new JudgePanel(policy, candidate, exposedSince);
        foreach (var sample in series)
            panel.Add(sample, now);
        return panel.Look(now);
    }
}
