using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Analysis;

/// <summary>
/// What was measured since a rollout's exposure, sample by sample, with both sides' traffic between any two of them: as much of it
/// as the rules look back at. Not thread-safe.
/// The edge of a window is the sample nearest at or before it. Counters are not interpolated: what is said was counted,
/// and at a sample a second the difference is small. A window can therefore begin a little early, by a gap at most.
/// </summary>
internal sealed class TrafficSeries
{
    /// <summary>What the hot trigger looks back at, with room.</summary>
    private static readonly TimeSpan MinMemory = TimeSpan.FromSeconds(90);

    /// <summary>Older samples need not be closer together than this part of the rule that still looks at them: its windows begin early by one at most.</summary>
    private const int GrainsPerRule = 120;

    /// <summary>Samples come about each second: a finer grain leaves none out.</summary>
    private static readonly TimeSpan MinGrain = TimeSpan.FromSeconds(2);

    /// <summary>Samples at which it begins to forget, unless told otherwise.</summary>
    public const int CompactAt = 64;

    private readonly int _compactAtLeast;
    private readonly IReadOnlyList<TimeSpan> _windows;
    private readonly List<DateTimeOffset> _times = [];
    private int _compactAt;

    /// <param name="compactAt">Samples at which it begins to forget.</param>
    public TrafficSeries(AnalysisPolicy policy, Slot candidate, int compactAt = CompactAt)
    {
        _compactAt = _compactAtLeast = compactAt;
        _windows = [.. policy.Rules.SelectMany(rule => rule.Windows ?? [rule.For]).Order()];
        var keepsLatency = policy.Rules.Any(rule => rule.Metric.IsLatency());
        (Candidate, Stable) = (new SideSeries(keepsLatency), new SideSeries(keepsLatency));
        CandidateSlot = candidate;
        // A rule looks at its time, and for when a violation began at as much before that.
        Memory = _windows.Select(window => window * 2).Append(MinMemory).Max();
    }

    /// <summary>Samples older than this are of no use, but for the first and the one from which the memory begins.</summary>
    public TimeSpan Memory { get; }

    public Slot CandidateSlot { get; }

    public SideSeries Candidate { get; }

    public SideSeries Stable { get; }

    public int Count => _times.Count;

    public DateTimeOffset TimeOf(int index) => _times[index];

    /// <summary>Takes a sample in; false, and nothing, where it is not later than the last one, or far later than <paramref name="now"/>.</summary>
    public bool Add(TrafficSample sample, DateTimeOffset now)
    {
        if (sample.At > now.AddSeconds(Judge.MaxClockSkewSeconds) || (Count > 0 && sample.At <= _times[^1]))
            return false;
        _times.Add(sample.At);
        Candidate.Add(sample.Counters[CandidateSlot]);
        Stable.Add(sample.Counters[CandidateSlot.Other()]);
        if (Count >= _compactAt)
            Compact();
        return true;
    }

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

    /// <summary>Lets go of what no rule will look at, and of what is closer together than the rules that look so far back need.</summary>
    private void Compact()
    {
        var begin = IndexAt(_times[^1] - Memory);
        var kept = new List<int> { 0 };
        for (var index = Math.Max(1, begin); index < Count; index++)
        {
            if (index == begin || index == Count - 1 || _times[index] - _times[kept[^1]] >= Grain(_times[^1] - _times[index]))
                kept.Add(index);
        }

        Candidate.Keep(kept);
        Stable.Keep(kept);
        var times = kept.Select(index => _times[index]).ToList();
        _times.Clear();
        _times.AddRange(times);
        _compactAt = Math.Max(_compactAtLeast, Count + (Count / 4));
    }

    /// <summary>How far apart samples of this age are kept: as the shortest rule that looks back so far needs them.</summary>
    private TimeSpan Grain(TimeSpan age)
    {
        var grain = age <= MinMemory ? TimeSpan.Zero : _windows.FirstOrDefault(window => window * 2 >= age) / GrainsPerRule;
        return grain < MinGrain ? TimeSpan.Zero : grain;
    }
}
