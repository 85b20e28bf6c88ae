using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Analysis;

/// <summary>
/// Judges one rule over its trailing window <see cref="AnalysisRule.For"/>. It is violated when the metric is outside its limit
/// over the whole window, in each quarter of it that has a fair sample of its own, and since before the window began:
/// neither a burst that has passed nor one that has just begun rolls back. A rule with several windows is simpler: outside over each.
/// </summary>
internal static class ThresholdJudge
{
    private const int Quarters = 4;

    public static Finding Find(AnalysisRule rule, TrafficSeries series, DateTimeOffset exposedSince, DateTimeOffset now)
    {
        if (series.IsSilentAt(now))
            return Unmeasured(rule, series, now);
        if (rule.Windows is { } windows)
            return Throughout(rule, windows, series, exposedSince, now);
        var start = now - rule.For;
        var from = start > exposedSince ? start : exposedSince;
        var window = new Window(rule, series, from, now);
        if (!window.IsFair(rule.MinRequests))
            return TooFew(rule, window);
        if (window.IsInside)
            return window.Says(Verdict.Pass, "within the limit");
        if (start < exposedSince || !series.Covers(start))
            return window.Says(Verdict.Inconclusive, $"outside the limit, but not watched for {SpecDuration.Format(rule.For)} yet");
        if (QuartersOf(rule, series, start).Any(q => q.IsFair(Math.Max(1, rule.MinRequests / Quarters)) && q.IsInside))
            return window.Says(Verdict.Inconclusive, $"outside the limit, but not throughout {SpecDuration.Format(rule.For)}");
        var since = Since(rule, series, exposedSince, start);
        return since > start
            ? window.Says(Verdict.Inconclusive, $"outside the limit for {MetricText.Time(now - since)}, not yet for {SpecDuration.Format(rule.For)}")
            : window.Says(Verdict.Fail, $"violated for {SpecDuration.Format(rule.For)}");
    }

    /// <summary>Violated when the metric is outside its limit over each of the windows: the long ones say that it matters, the short ones that it goes on.</summary>
    private static Finding Throughout(AnalysisRule rule, IReadOnlyList<TimeSpan> lengths, TrafficSeries series, DateTimeOffset exposedSince, DateTimeOffset now)
    {
        var start = now - rule.For;
        if (start < exposedSince || !series.Covers(start))
        {
            var soFar = new Window(rule, series, exposedSince, now);
            var open = soFar.IsFair(rule.MinRequests)
                ? soFar.Says(Verdict.Inconclusive, $"{(soFar.IsInside ? "within" : "outside")} the limit, but not watched for {SpecDuration.Format(rule.For)} yet")
                : TooFew(rule, soFar);
            return open with { Holds = !(soFar.IsFair(rule.MinRequests) && soFar.IsInside) };
        }

        var windows = lengths.Select(length => new Window(rule, series, now - length, now)).ToList();
        if (windows.Find(window => !window.IsFair(rule.MinRequests)) is { } unfair)
            return TooFew(rule, unfair);
        return windows.Find(window => window.IsInside) is { } inside
            ? inside.Says(Verdict.Pass, "within the limit")
            : windows[0].Says(Verdict.Fail, $"violated over {MetricText.Times(lengths)}");
    }

    /// <summary>
    /// Since when the limit has been violated: the instant from which on the excess over the limit is largest, the estimate of
    /// greatest likelihood for the moment of a change. A bad end of a window is not taken for the whole of it.
    /// </summary>
    private static DateTimeOffset Since(AnalysisRule rule, TrafficSeries series, DateTimeOffset exposedSince, DateTimeOffset start)
    {
        var last = series.Count - 1;
        var (since, largest) = (last, double.NegativeInfinity);
        Span<long> latencies = stackalloc long[LatencyHistogram.BucketCount];
        for (var index = last - 1; index >= series.IndexAt(exposedSince) && series.TimeOf(index) >= start - rule.For; index--)
        {
            var counters = series.Candidate.Tally(index, last);
            if (rule.Metric.IsLatency())
            {
                series.Candidate.AddLatency(index + 1, latencies);
                counters = counters with { Latency = LatencyHistogram.FromCounts(latencies) };
            }

            var excess = Excess.Of(rule, counters, (series.TimeOf(last) - series.TimeOf(index)).TotalSeconds);
            if (excess >= largest)
                (since, largest) = (index, excess);
        }

        return series.TimeOf(since);
    }

    private static IEnumerable<Window> QuartersOf(AnalysisRule rule, TrafficSeries series, DateTimeOffset start)
    {
        var quarter = rule.For / Quarters;
        for (var index = 0; index < Quarters; index++)
            yield return new Window(rule, series, start + (quarter * index), start + (quarter * (index + 1)));
    }

    private static Finding Unmeasured(AnalysisRule rule, TrafficSeries series, DateTimeOffset now)
    {
        var since = series.Count == 0 ? "no measurements yet" : $"no measurements for {MetricText.Time(now - series.TimeOf(series.Count - 1))}";
        return new Finding(MetricText.Rule(rule), Verdict.InsufficientData, $"{rule.Metric.Label()}: {since}", null, null, 0);
    }

    private static Finding TooFew(AnalysisRule rule, Window window)
    {
        var reason = rule.Metric == MetricName.RequestRate
            ? "not measured long enough for a rate"
            : $"{MetricText.Requests(window.Candidate.Requests)} in {MetricText.Time(window.Length)}, {rule.MinRequests} are needed";
        return new Finding(MetricText.Rule(rule), Verdict.InsufficientData, $"{rule.Metric.Label()}: {reason}", null, null, window.Candidate.Requests);
    }
}
