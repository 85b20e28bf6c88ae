using Slipway.Core.Values;

namespace Slipway.Core.Analysis;

/// <summary>
/// The samples of a look in order, with both sides' traffic between any two of them.
/// The edge of a window is the sample nearest at or before it. Counters are not interpolated: what is said was counted,
/// and at a sample a second the difference is small. A window can therefore begin a little early, by a gap at most.
/// </summary>
internal sealed class TrafficSeries
{
    private readonly List<DateTimeOffset> _times = [];

    public TrafficSeries(IReadOnlyList<TrafficSample> samples, Slot candidate, DateTimeOffset now)
    {
        var kept = new List<TrafficSample>(samples.Count);
        foreach (var sample in samples)
        {
            if (sample.At > now.AddSeconds(Judge.MaxClockSkewSeconds) || (_times.Count > 0 && sample.At <= _times[^1]))
                continue;
            kept.Add(sample);
            _times.Add(sample.At);
        }

        Candidate = new SideSeries([.. kept.Select(s => s.Counters[candidate])]);
        Stable = new SideSeries([.. kept.Select(s => s.Counters[candidate.Other()])]);
    }

    public SideSeries Candidate { get; }

    public SideSeries Stable { get; }

    public int Count => _times.Count;

    public DateTimeOffset TimeOf(int index) => _times[index];

    /// <summary>The end of the windows of a look: now, or the last sample's time where its clock is ahead, so that it counts at once.</summary>
    public DateTimeOffset LookAt(DateTimeOffset now) => Count > 0 && _times[^1] > now ? _times[^1] : now;

    /// <summary>Whether there is no sample within <see cref="Judge.NoSampleSeconds"/> before <paramref name="now"/>.</summary>
    public bool IsSilentAt(DateTimeOffset now) => Count == 0 || now - _times[^1] > TimeSpan.FromSeconds(Judge.NoSampleSeconds);

    /// <summary>Whether the samples reach back to this instant.</summary>
    public bool Covers(DateTimeOffset instant) => Count > 0 && _times[0] <= instant;

    /// <summary>The sample nearest at or before an instant; the first one when all are later. Needs a sample.</summary>
    public int IndexAt(DateTimeOffset instant)
    {
        var found = _times.BinarySearch(instant);
        return Math.Max(0, found >= 0 ? found : ~found - 1);
    }
}
