using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Analysis.Kayenta;
using Slipway.Core.Analysis.Sequential;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Analysis;

/// <summary>All judges of one rollout over one series of samples. Not thread-safe.</summary>
internal sealed class JudgePanel
{
    private readonly AnalysisPolicy _policy;
    private readonly DateTimeOffset _exposedSince;
    private readonly TrafficSeries _series;
    private readonly IReadOnlyList<IStreamJudge?> _streams;
    private TrafficSample? _last;

    /// <param name="policy">The rules.</param>
    /// <param name="candidate">The side that is judged.</param>
    /// <param name="exposedSince">Since when the candidate has had requests; nothing older is judged.</param>
    /// <param name="compactAt">Samples at which the series begins to forget.</param>
    public JudgePanel(AnalysisPolicy policy, Slot candidate, DateTimeOffset exposedSince, int compactAt = TrafficSeries.CompactAt)
    {
        _policy = policy;
        _exposedSince = exposedSince;
        _series = new TrafficSeries(policy, candidate, compactAt);
        _streams = [.. policy.Judges.Select(Stream)];
    }

    /// <summary>The earliest sample that still matters at an instant.</summary>
    public DateTimeOffset NeededSince(DateTimeOffset now)
    {
        var begin = now - _series.Memory;
        return begin < _exposedSince || _streams.Any(stream => stream is not null) ? _exposedSince : begin;
    }

    /// <summary>Takes a sample in; false, and nothing, where it is not later than the last one, or far later than <paramref name="now"/>.</summary>
    public bool Add(TrafficSample sample, DateTimeOffset now)
    {
        if (!_series.Add(sample, now))
            return false;
        var slot = _series.CandidateSlot;
        if (_last is { } last && last.At >= _exposedSince && _streams.Any(stream => stream is not null))
        {
            var change = new TrafficChange(
                last.At, sample.At, sample.Counters[slot].Since(last.Counters[slot]), sample.Counters[slot.Other()].Since(last.Counters[slot.Other()]));
            foreach (var stream in _streams)
                stream?.Add(change);
        }

        _last = sample;
        return true;
    }

    /// <summary>The judges' findings in their order, then the hot trigger's.</summary>
    public Evaluation Look(DateTimeOffset now)
    {
        var instant = _series.LookAt(now);
        var findings = new List<Finding>(_policy.Judges.Count + 1);
        for (var index = 0; index < _policy.Judges.Count; index++)
        {
            if (_streams[index] is { } stream)
                findings.AddRange(stream.Look(instant));
            else if (_policy.Judges[index] is AnalysisRule rule)
                findings.Add(ThresholdJudge.Find(rule, _series, _exposedSince, instant));
        }

        if (_policy.HotTrigger is { } trigger)
            findings.Add(HotTriggerJudge.Find(trigger, _series, _exposedSince, instant));
        return Evaluation.Of(findings) with { At = now, LastSample = _last?.At };
    }

    /// <summary>The one place where a kind of judge is named; null for those that look at the series.</summary>
    private IStreamJudge? Stream(JudgeSpec spec) => spec switch
    {
        BurnRateSpec burnRate => new BurnRateJudge(burnRate, _exposedSince),
        SequentialSpec sequential => new SequentialJudge(sequential, _exposedSince, _policy.Instances),
        KayentaSpec kayenta => new KayentaJudge(kayenta, _exposedSince),
        _ => null,
    };
}
