using MathNet.Numerics;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis;

/// <summary>
/// Fails when the candidate fails grossly, so that it fires within seconds. It looks at the shortest time that holds enough
/// requests, at the shortest that holds twice as many, and so on up to a minute: a fresh failure shows in the short ones,
/// a lesser one in the long ones. It is a trigger and no gate: with too few requests it passes; only when nothing is
/// measured at all does it say so.
/// </summary>
/// <remarks>
/// Looked at every second, a bare limit would fire on noise: of 20 requests of a version with 1 % errors, two fail about
/// once in 60 looks, and that is 10 %. So the errors must also be more than chance would bring, once in five hundred looks,
/// to a version with half of the limits, and half as often for each doubling: P(X ≥ errors | requests, half) = I_half(errors, requests − errors + 1).
/// </remarks>
internal static class HotTriggerJudge
{
    private const int MaxWindowSeconds = 60;

    private const double ChanceLimit = 0.002;

    public static Finding Find(HotTriggerSpec trigger, TrafficSeries series, DateTimeOffset exposedSince, DateTimeOffset now)
    {
        if (series.IsSilentAt(now))
            return Silent(trigger, exposedSince, now);
        Finding? shortest = null;
        for (var enough = Math.Max(1, trigger.MinRequests); ; enough = checked(enough * 2))
        {
            var (start, whole) = Start(enough, series, exposedSince);
            var finding = Over(trigger, series, start, enough);
            if (finding.Verdict == Verdict.Fail)
                return finding;
            shortest ??= finding;
            if (!whole)
                return shortest;
        }
    }

    private static Finding Over(HotTriggerSpec trigger, TrafficSeries series, int first, long enough)
    {
        var last = series.Count - 1;
        var candidate = series.Candidate.Tally(first, last);
        var over = MetricText.Time(series.TimeOf(last) - series.TimeOf(first));
        if (candidate.Requests < enough)
            return Says(trigger, Verdict.Pass, $"error rate: {MetricText.Requests(candidate.Requests)} in {over}, too few to fire", null, null, candidate.Requests);

        var rate = candidate.ErrorRate;
        var stable = StableRate(series, first, last);
        var gross = rate >= trigger.ErrorRate && rate >= trigger.Ratio * stable && !MayBeChance(trigger, candidate, stable, enough);
        var sentence = $"error rate {MetricText.Percent(rate)} over {over} ({candidate.Errors} of {MetricText.Requests(candidate.Requests)}), stable {MetricText.Percent(stable)}: "
            + (gross ? $"at least {Bounds(trigger)}" : $"not clearly at least {Bounds(trigger)}");
        return Says(trigger, gross ? Verdict.Fail : Verdict.Pass, sentence, rate, stable, candidate.Requests);
    }

    private static bool MayBeChance(HotTriggerSpec trigger, Counters candidate, double stable, long enough)
    {
        var half = Math.Min(Math.Max(trigger.ErrorRate, trigger.Ratio * stable) / 2, 1);

        // An answer that breaks off is an error of a request that may have been counted before the window.
        var errors = Math.Min(candidate.Errors, candidate.Requests);
        return half < 1 && SpecialFunctions.BetaRegularized(errors, candidate.Requests - errors + 1, half) > ChanceLimit * Math.Max(1, trigger.MinRequests) / enough;
    }

    /// <summary>The latest sample with enough requests after it; the earliest possible one, and false, when none has.</summary>
    private static (int Start, bool Whole) Start(long enough, TrafficSeries series, DateTimeOffset exposedSince)
    {
        var last = series.Count - 1;
        var exposed = series.IndexAt(exposedSince);
        var oldest = series.TimeOf(last) - TimeSpan.FromSeconds(MaxWindowSeconds);
        var start = last;
        while (start > exposed && series.TimeOf(start - 1) >= oldest && series.Candidate.Requests(start, last) < enough)
            start--;
        return (start, series.Candidate.Requests(start, last) >= enough);
    }

    /// <summary>Over the same time; over all that is known when it had no requests then; 0 when it never had one.</summary>
    private static double StableRate(TrafficSeries series, int first, int last)
    {
        var rate = series.Stable.Tally(first, last).ErrorRate;
        if (double.IsNaN(rate))
            rate = series.Stable.Tally(0, last).ErrorRate;
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
