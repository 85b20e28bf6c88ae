using Slipway.Core.Analysis;
using Slipway.Core.Values;

namespace Slipway.Storage.Sealing;

/// <summary>The counters of both sides at one instant, legible: see <see cref="TrafficSample"/>.</summary>
public sealed record SealedSample(DateTimeOffset At, SealedSample.Side Blue, SealedSample.Side Green)
{
    public static SealedSample Of(TrafficSample sample) => new(sample.At, Side.Of(sample.Counters.Blue), Side.Of(sample.Counters.Green));

    /// <exception cref="InvalidDataException">A bucket that there is not.</exception>
    public TrafficSample ToSample() => new(At, new PerSlot<Counters>(Blue.ToCounters(), Green.ToCounters()));

    /// <param name="Buckets">Of the histogram of latencies, those that are not empty.</param>
    /// <param name="Counts">How many requests each of them has.</param>
    public sealed record Side(long Requests, long Errors, IReadOnlyList<int> Buckets, IReadOnlyList<long> Counts)
    {
        public static Side Of(Counters counters)
        {
            var all = new long[LatencyHistogram.BucketCount];
            counters.Latency.AddTo(all);
            var buckets = Enumerable.Range(0, all.Length).Where(bucket => all[bucket] > 0).ToList();
            return new Side(counters.Requests, counters.Errors, buckets, [.. buckets.Select(bucket => all[bucket])]);
        }

        public Counters ToCounters()
        {
            var counts = new long[LatencyHistogram.BucketCount];
            foreach (var (bucket, count) in Buckets.Zip(Counts))
            {
                if (bucket < 0 || bucket >= counts.Length || count < 0)
                    throw new InvalidDataException($"A measurement has {count} requests in bucket {bucket}, which cannot be");
                counts[bucket] = count;
            }

            return new Counters(Requests, Errors, LatencyHistogram.FromCounts(counts));
        }
    }
}
