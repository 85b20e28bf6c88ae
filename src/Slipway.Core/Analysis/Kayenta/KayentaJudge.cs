using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Analysis.Kayenta;

/// <summary>
/// Judges a rollout as Kayenta does: traffic becomes points, and at the end of each interval, never between, all of them are
/// compared. What was found holds until the next interval is over; what has failed once stays failed.
/// </summary>
/// <remarks>
/// A change counts for the step in which it ends. A step in which one side had no requests makes no point for either: compared
/// are the same minutes of both, or the time of day would be taken for a difference.
/// </remarks>
internal sealed class KayentaJudge : IStreamJudge
{
    private readonly KayentaSpec _spec;
    private readonly DateTimeOffset _warmSince;
    private readonly IReadOnlyList<PointSeries> _series;
    private Counters _candidate = Counters.Zero;
    private Counters _stable = Counters.Zero;
    private DateTimeOffset _stepEnd;
    private DateTimeOffset _judgedAt;
    private DateTimeOffset? _last;
    private Finding? _found;
    private long _requests;

    /// <param name="spec">Its settings.</param>
    /// <param name="exposedSince">Since when the candidate has had requests: its warm-up begins here.</param>
    public KayentaJudge(KayentaSpec spec, DateTimeOffset exposedSince)
    {
        _spec = spec;
        _warmSince = exposedSince + spec.WarmUp;
        (_stepEnd, _judgedAt) = (_warmSince + spec.Step, _warmSince + spec.Every);
        _series = [.. spec.Metrics.Select(metric => new PointSeries(metric))];
    }

    private string Rule => $"kayenta: score ≥ {MetricText.Number(_spec.Pass)} over {string.Join(", ", _spec.Metrics.Select(metric => metric.Label()))}";

    public void Add(TrafficChange change)
    {
        _last = change.To;
        if (change.From < _warmSince)
            return;
        if (change.To > _stepEnd)
            EndStep(change.To);
        (_candidate, _stable) = (_candidate.Plus(change.Candidate), _stable.Plus(change.Stable));
    }

    public IReadOnlyList<Finding> Look(DateTimeOffset now)
    {
        if (_found is { Verdict: Verdict.Fail } failure)
            return [failure];
        if (_last is not { } last)
            return [TooLittle("no measurements yet")];
        if (now - last > TimeSpan.FromSeconds(Judge.NoSampleSeconds))
            return [TooLittle($"no measurements for {MetricText.Time(now - last)}")];
        if (last < _warmSince)
            return [TooLittle($"warming up for another {MetricText.Time(_warmSince - last)}")];
        return [_found ?? TooLittle($"not judged yet, for the first time in {MetricText.Time(_judgedAt - last)}")];
    }

    /// <summary>Ends the step that is over at an instant, and judges when an interval is over with it.</summary>
    private void EndStep(DateTimeOffset now)
    {
        if (_candidate.Requests > 0 && _stable.Requests > 0)
        {
            _requests += _candidate.Requests;
            foreach (var series in _series)
                series.Add(_candidate, _stable, _spec.Step);
        }

        (_candidate, _stable) = (Counters.Zero, Counters.Zero);
        _stepEnd = Next(_stepEnd, _spec.Step, now);
        if (now <= _judgedAt)
            return;
        _judgedAt = Next(_judgedAt, _spec.Every, now);
        if (_found is not { Verdict: Verdict.Fail })
            _found = Judged();
    }

    /// <summary>Metrics with too few points do not save those that have enough, nor pass with them.</summary>
    private Finding Judged()
    {
        var enough = _series.Where(series => series.Count >= _spec.MinPoints).ToList();
        if (enough.Count == 0)
            return TooLittle(Missing(_series));
        var result = KayentaAnalysis.Judge(new KayentaInput
        {
            Confidence = _spec.Confidence,
            Tolerance = _spec.Tolerance,
            MinPoints = _spec.MinPoints,
            Pass = _spec.Pass,
            Marginal = _spec.Marginal,
            Metrics = [.. enough.Select(series => series.ToMetric(_spec.AllowedIncrease))],
        });
        if (result.Verdict != KayentaVerdict.Fail && enough.Count < _series.Count)
            return TooLittle(Missing([.. _series.Except(enough)]));
        var verdict = result.Verdict switch
        {
            KayentaVerdict.Pass => Verdict.Pass,
            KayentaVerdict.Marginal => Verdict.Inconclusive,
            _ => Verdict.Fail,
        };
        return new Finding(Rule, verdict, KayentaSentence.Of(_spec, result, enough), null, null, _requests) { Numbers = KayentaSentence.Numbers(result, enough) };
    }

    private string Missing(IReadOnlyList<PointSeries> series)
    {
        var fewest = series.MinBy(one => one.Count)!;
        var points = fewest.Count == 1 ? "1 point" : $"{fewest.Count} points";
        return $"{points} of {fewest.Metric.Label()}, {_spec.MinPoints} are needed; one is {SpecDuration.Format(_spec.Step)} in which both sides had requests";
    }

    private Finding TooLittle(string why) => new(Rule, Verdict.InsufficientData, $"kayenta: {why}", null, null, _requests);

    private static DateTimeOffset Next(DateTimeOffset end, TimeSpan length, DateTimeOffset now) => end + (length * Math.Ceiling((now - end) / length));
}
