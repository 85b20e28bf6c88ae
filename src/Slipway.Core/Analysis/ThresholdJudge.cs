using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Analysis;

/// <summary>
/// Judges one rule over its trailing window <see cref="AnalysisRule.For"/>. It is violated when the metric is outside its limit
/// over the whole window, and in each quarter of it that has a fair sample of its own: a burst that has passed does not roll back.
/// </summary>
internal static class ThresholdJudge
{
    private const int Quarters = 4;

    public static Finding Find(AnalysisRule rule, TrafficSeries series, DateTimeOffset exposedSince, DateTimeOffset now)
    {
        if (series.IsSilentAt(now))
            return Unmeasured(rule, series, now);
        var start = now - rule.For;
        var from = start > exposedSince ? start : exposedSince;
        var window = new Window(rule, series, from, now);
        if (!window.IsFair(rule.MinRequests))
            return TooFew(rule, window);
        if (window.IsInside)
            return window.Says(Verdict.Pass, "within the limit");
        if (start < exposedSince || !series.Covers(start))
            return window.Says(Verdict.Inconclusive, $"outside the limit, but not watched for {SpecDuration.Format(rule.For)} yet");
        return QuartersOf(rule, series, start).Any(q => q.IsFair(Math.Max(1, rule.MinRequests / Quarters)) && q.IsInside)
            ? window.Says(Verdict.Inconclusive, $"outside the limit, but not throughout {SpecDuration.Format(rule.For)}")
            : window.Says(Verdict.Fail, $"violated for {SpecDuration.Format(rule.For)}");
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
