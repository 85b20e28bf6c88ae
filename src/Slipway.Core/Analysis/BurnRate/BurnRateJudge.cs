using MathNet.Numerics;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Analysis.BurnRate;

/// <summary>
/// Judges how fast a candidate would use up an error budget, were all traffic its own: from its requests since the exposure, and
/// over as much of each window as there is. A finding for each window. What has fired once stays so.
/// </summary>
/// <remarks>
/// A window that has just begun holds few requests, and a single error of twenty is 50 times the pace of 99.9 %. So the errors
/// must also be more than chance would bring, once in a thousand looks, to a version at half the factor:
/// P(X ≥ errors | requests, half) = I_half(errors, requests − errors + 1).
/// </remarks>
internal sealed class BurnRateJudge : IStreamJudge
{
    private const double ChanceLimit = 0.001;

    /// <summary>A window begins early by this part of the shortest one at most, …</summary>
    private const int SlotsPerWindow = 20;

    /// <summary>… unless that were more slots than this in the longest.</summary>
    private const int MaxSlots = 10_000;

    private readonly BurnRateSpec _spec;
    private readonly DateTimeOffset _exposedSince;
    private readonly BurnSlots _slots;
    private readonly Dictionary<BurnRateWindow, Finding> _fired = [];
    private DateTimeOffset? _last;
    private long _allRequests;

    /// <param name="spec">Its settings.</param>
    /// <param name="exposedSince">Since when the candidate has had requests.</param>
    public BurnRateJudge(BurnRateSpec spec, DateTimeOffset exposedSince)
    {
        (_spec, _exposedSince) = (spec, exposedSince);
        var (shortest, longest) = (spec.Windows.Min(window => window.Short), spec.Windows.Max(window => window.Long));
        var width = Math.Max(1, Math.Max(shortest.Ticks / SlotsPerWindow, longest.Ticks / MaxSlots));
        _slots = new BurnSlots(exposedSince, TimeSpan.FromTicks(width), longest);
    }

    public void Add(TrafficChange change)
    {
        _last = change.To;
        _allRequests += change.Candidate.Requests + change.Stable.Requests;
        _slots.Add(change.To, change.Candidate.Requests, change.Candidate.Errors);
    }

    public IReadOnlyList<Finding> Look(DateTimeOffset now)
    {
        var findings = new List<Finding>(_spec.Windows.Count);
        foreach (var window in _spec.Windows)
        {
            var finding = _fired.GetValueOrDefault(window) ?? Over(window, now);
            if (finding.Verdict == Verdict.Fail)
                _fired[window] = finding;
            findings.Add(finding);
        }

        return findings;
    }

    private Finding Over(BurnRateWindow window, DateTimeOffset now)
    {
        if (_last is not { } last || now - last > TimeSpan.FromSeconds(Judge.NoSampleSeconds))
            return TooLittle(window, _last is { } seen ? $"no measurements for {MetricText.Time(now - seen)}" : "no measurements yet", 0, holds: true);
        var (inLong, inShort) = (_slots.Within(now, window.Long), _slots.Within(now, window.Short));
        if (inShort.Requests < _spec.MinRequests)
        {
            // Where nobody uses the service there is nothing to judge, and nobody is hurt.
            var time = MetricText.Time(Covered(window.Short, now));
            return TooLittle(window, $"{MetricText.Requests(inShort.Requests)} in {time}, {_spec.MinRequests} are needed", inShort.Requests, holds: _allRequests >= _spec.MinRequests);
        }

        var (burnLong, burnShort) = (Burn(inLong), Burn(inShort));
        var exceeds = burnLong > window.Factor && burnShort > window.Factor;
        var verdict = !exceeds ? Verdict.Pass : MayBeChance(window, inLong) || MayBeChance(window, inShort) ? Verdict.Inconclusive : Verdict.Fail;
        var conclusion = verdict switch
        {
            Verdict.Fail => "too fast",
            Verdict.Inconclusive => "too fast, but that may be chance yet",
            _ => "not too fast",
        };
        var sentence = $"the error budget of {MetricText.Percent(_spec.Slo)} burns at {MetricText.Number(burnLong)} times its pace over {MetricText.Time(Covered(window.Long, now))}"
            + $" ({inLong.Errors} of {MetricText.Requests(inLong.Requests)}) and at {MetricText.Number(burnShort)} times over {MetricText.Time(Covered(window.Short, now))}"
            + $" ({inShort.Errors} of {MetricText.Requests(inShort.Requests)}), limit {MetricText.Number(window.Factor)} times: {conclusion}";
        return new Finding(Rule(window), verdict, sentence, (double)inLong.Errors / inLong.Requests, null, inLong.Requests)
        {
            Numbers = [new("burnLong", burnLong), new("burnShort", burnShort), new("factor", window.Factor)],
        };
    }

    private bool MayBeChance(BurnRateWindow window, (long Requests, long Errors) counts)
    {
        var half = window.Factor * (1 - _spec.Slo) / 2;
        return half < 1 && SpecialFunctions.BetaRegularized(counts.Errors, counts.Requests - counts.Errors + 1, half) > ChanceLimit;
    }

    private double Burn((long Requests, long Errors) counts) => counts.Errors / (counts.Requests * (1 - _spec.Slo));

    /// <summary>As much of a window as there was time for.</summary>
    private TimeSpan Covered(TimeSpan window, DateTimeOffset now) => now - _exposedSince < window ? now - _exposedSince : window;

    private Finding TooLittle(BurnRateWindow window, string why, long requests, bool holds) =>
        new(Rule(window), Verdict.InsufficientData, $"burn rate: {why}", null, null, requests) { Holds = holds };

    private string Rule(BurnRateWindow window) =>
        $"burn rate of {MetricText.Percent(_spec.Slo)} ≤ {MetricText.Number(window.Factor)} over {SpecDuration.Format(window.Long)} and {SpecDuration.Format(window.Short)}";
}
