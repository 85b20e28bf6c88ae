using System.Runtime.InteropServices;

namespace Slipway.Core.Analysis;

/// <summary>
/// What one side answered, sample by sample: counts from the first sample on, and what each sample added to the histogram.
/// A gateway that was restarted counts from 0 again; that is made good when the sample comes, so that what lies between
/// two samples is exact.
/// </summary>
/// <param name="keepsLatency">False where no rule asks for latencies: then all histograms are empty, and cost nothing.</param>
internal sealed class SideSeries(bool keepsLatency)
{
    private readonly List<long> _requests = [];
    private readonly List<long> _errors = [];

    /// <summary>The histograms' changes, packed, one behind the other; each ends where <see cref="_latencyEnds"/> says.</summary>
    private readonly List<byte> _latency = [];
    private readonly List<int> _latencyEnds = [];
    private Counters? _last;

    public void Add(Counters sample)
    {
        var change = _last is null ? Counters.Zero : sample.Since(_last);
        _last = keepsLatency ? sample : sample with { Latency = LatencyHistogram.Empty };
        Add(
            _requests.Count == 0 ? 0 : _requests[^1] + change.Requests,
            _errors.Count == 0 ? 0 : _errors[^1] + change.Errors,
            keepsLatency ? change.Latency : LatencyHistogram.Empty);
    }

    /// <summary>Requests after one sample up to another.</summary>
    public long Requests(int from, int to) => _requests[to] - _requests[from];

    /// <summary>What came after one sample up to another, without the latencies; at a cost that is the same however many samples lie between.</summary>
    public Counters Tally(int from, int to) => new(_requests[to] - _requests[from], _errors[to] - _errors[from], LatencyHistogram.Empty);

    /// <summary>What came after one sample up to another.</summary>
    public Counters Between(int from, int to) => Tally(from, to) with { Latency = Latency(from, to) };

    /// <summary>Adds the latencies that came with one sample to the counts of a histogram.</summary>
    public void AddLatency(int sample, Span<long> counts)
    {
        if (keepsLatency)
            PackedCounts.AddTo(counts, CollectionsMarshal.AsSpan(_latency)[(sample == 0 ? 0 : _latencyEnds[sample - 1]).._latencyEnds[sample]]);
    }

    /// <summary>Leaves only some samples; what the others added counts for the next one that stays.</summary>
    /// <param name="kept">Their numbers, rising, the first and the last sample among them.</param>
    public void Keep(IReadOnlyList<int> kept)
    {
        var latencies = kept.Select((index, i) => i == 0 ? LatencyHistogram.Empty : Latency(kept[i - 1], index)).ToList();
        var requests = kept.Select(index => _requests[index]).ToList();
        var errors = kept.Select(index => _errors[index]).ToList();
        _requests.Clear();
        _errors.Clear();
        _latency.Clear();
        _latencyEnds.Clear();
        for (var i = 0; i < kept.Count; i++)
            Add(requests[i], errors[i], latencies[i]);
    }

    private void Add(long requests, long errors, LatencyHistogram latency)
    {
        _requests.Add(requests);
        _errors.Add(errors);
        if (!keepsLatency)
            return;
        _latency.AddRange(latency.Packed);
        _latencyEnds.Add(_latency.Count);
    }

    private LatencyHistogram Latency(int from, int to)
    {
        if (!keepsLatency || from == to)
            return LatencyHistogram.Empty;
        Span<long> counts = stackalloc long[LatencyHistogram.BucketCount];
        for (var sample = from + 1; sample <= to; sample++)
            AddLatency(sample, counts);
        return LatencyHistogram.FromCounts(counts);
    }
}
