namespace Slipway.Core.Analysis;

/// <summary>
/// One side's cumulative counters, sample by sample. Differences of two samples are exact across resets
/// (a gateway that was restarted counts from 0 again), and cost the same however many samples lie between.
/// </summary>
internal sealed class SideSeries
{
    private readonly Counters[] _samples;

    /// <summary>Requests since the first sample, resets made good.</summary>
    private readonly long[] _requests;

    /// <summary>Samples whose counters are below those before them.</summary>
    private readonly List<int> _resets = [];

    public SideSeries(Counters[] samples)
    {
        _samples = samples;
        _requests = new long[samples.Length];
        for (var index = 1; index < samples.Length; index++)
        {
            var (before, here) = (samples[index - 1].Requests, samples[index].Requests);
            if (here < before)
                _resets.Add(index);
            _requests[index] = _requests[index - 1] + (here < before ? here : here - before);
        }
    }

    /// <summary>As <c>Between(from, to).Requests</c>, without the cost of the histogram.</summary>
    public long Requests(int from, int to) => _requests[to] - _requests[from];

    /// <summary>What came after one sample up to another.</summary>
    public Counters Between(int from, int to)
    {
        var sum = Counters.Zero;
        var start = _samples[from];
        foreach (var reset in _resets)
        {
            if (reset <= from || reset > to)
                continue;
            sum = sum.Plus(_samples[reset - 1].Since(start));
            start = Counters.Zero;
        }

        return sum.Plus(_samples[to].Since(start));
    }
}
