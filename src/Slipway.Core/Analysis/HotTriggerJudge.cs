using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis;

/// <summary>
/// Fails when the candidate fails grossly, over the shortest time that holds enough requests, so that it fires within seconds.
/// It is a trigger and no gate: with too few requests it passes. Only when nothing is measured at all does it say so.
/// </summary>
internal static class HotTriggerJudge
{
    private const int MaxWindowSeconds = 60;

    public static Finding Find(HotTriggerSpec trigger, TrafficSeries series, DateTimeOffset exposedSince, DateTimeOffset now)
    {
        if (series.IsSilentAt(now))
            return Silent(trigger, exposedSince, now);
        var last = series.Count - 1;
        var first = Start(trigger, series, exposedSince);
        var candidate = series.Candidate.Between(first, last);
        var over = MetricText.Time(series.TimeOf(last) - series.TimeOf(first));
        if (candidate.Requests == 0 || candidate.Requests < trigger.MinRequests)
            return Says(trigger, Verdict.Pass, $"error rate: {MetricText.Requests(candidate.Requests)} in {over}, too few to fire", null, null, candidate.Requests);

        var rate = candidate.ErrorRate;
        var stable = StableRate(series, first, last);
        var gross = rate >= trigger.ErrorRate && rate >= trigger.Ratio * stable;
        var sentence = $"error rate {MetricText.Percent(rate)} over {over} ({candidate.Errors} of {MetricText.Requests(candidate.Requests)}), stable {MetricText.Percent(stable)}: "
            + (gross ? $"at least {Bounds(trigger)}" : $"not at least {Bounds(trigger)}");
        return Says(trigger, gross ? Verdict.Fail : Verdict.Pass, sentence, rate, stable, candidate.Requests);
    }

    /// <summary>The latest sample with enough requests after it; the earliest possible one when none has.</summary>
    private static int Start(HotTriggerSpec trigger, TrafficSeries series, DateTimeOffset exposedSince)
    {
        var last = series.Count - 1;
        var exposed = series.IndexAt(exposedSince);
        var oldest = series.TimeOf(last) - TimeSpan.FromSeconds(MaxWindowSeconds);
        var start = last;
        while (start > exposed && series.TimeOf(start - 1) >= oldest && series.Candidate.Requests(start, last) < trigger.MinRequests)
            start--;
        return start;
    }

    /// <summary>Over the same time; over all that is known when it had no requests then; 0 when it never had one.</summary>
    private static double StableRate(TrafficSeries series, int first, int last)
    {
        var rate = series.Stable.Between(first, last).ErrorRate;
        if (double.IsNaN(rate))
            rate = series.Stable.Between(0, last).ErrorRate;
        return double.IsNaN(rate) ? 0 : rate;
    }

    private static Finding Silent(HotTriggerSpec trigger, DateTimeOffset exposedSince, DateTimeOffset now) =>
        now - exposedSince > TimeSpan.FromSeconds(Judge.NoSampleSeconds)
            ? Says(trigger, Verdict.InsufficientData, $"error rate: no measurements in the last {Judge.NoSampleSeconds}s", null, null, 0)
            : Says(trigger, Verdict.Pass, "error rate: no measurements yet", null, null, 0);

    private static Finding Says(HotTriggerSpec trigger, Verdict verdict, string sentence, double? candidate, double? stable, long requests) =>
        new($"hot trigger: error rate ≥ {Bounds(trigger)}, over {MetricText.Requests(trigger.MinRequests)}", verdict, sentence, candidate, stable, requests);

    private static string Bounds(HotTriggerSpec trigger) =>
        $"{MetricText.Percent(trigger.ErrorRate)} and {MetricText.Number(trigger.Ratio)} times stable's";
}
