using Slipway.Core.Analysis;
using Slipway.Core.Values;

namespace Slipway.Bench.Soak;

/// <summary>What runs on one side of an environment, and what it has answered.</summary>
internal sealed class SoakSide
{
    private const int UsualBucket = 77;

    private long _requests;
    private long _errors;

    public ReleaseVersion? Version { get; set; }

    public int Replicas { get; set; }

    public Counters Counters
    {
        get
        {
            var counts = new long[LatencyHistogram.BucketCount];
            counts[UsualBucket] = _requests;
            return new Counters(_requests, _errors, LatencyHistogram.FromCounts(counts));
        }
    }

    public void Answer(long requests, double errorRate)
    {
        _requests += requests;
        _errors += (long)(requests * errorRate);
    }
}
