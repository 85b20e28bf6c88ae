using Slipway.Core.Analysis;

namespace Slipway.Local.Gateway;

/// <summary>What one gateway process has counted of one side since it started.</summary>
/// <param name="Statuses">Answers by class: 1xx, 2xx, 3xx, 4xx, 5xx.</param>
/// <param name="Active">Requests in flight now.</param>
/// <param name="Latency">Counts by bucket of <see cref="LatencyHistogram"/>; buckets with none are left out.</param>
public sealed record SideCounts(
    long Requests, long Errors, IReadOnlyList<long> Statuses, long Active, IReadOnlyDictionary<int, long> Latency)
{
    public const int StatusClasses = 5;

    public static SideCounts Zero { get; } = new(0, 0, new long[StatusClasses], 0, new Dictionary<int, long>());

    /// <summary>What a judge needs: without statuses, and without requests in flight.</summary>
    public static SideCounts Of(Counters counters)
    {
        var latency = new Dictionary<int, long>();
        Span<long> counts = stackalloc long[LatencyHistogram.BucketCount];
        counters.Latency.AddTo(counts);
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            if (counts[bucket] > 0)
                latency[bucket] = counts[bucket];
        }

        return new SideCounts(counters.Requests, counters.Errors, [], 0, latency);
    }

    /// <exception cref="InvalidDataException">A bucket does not exist, or a count is negative.</exception>
    public Counters ToCounters()
    {
        if (Requests < 0 || Errors < 0)
            throw new InvalidDataException("Counts are 0 or more");
        var counts = new long[LatencyHistogram.BucketCount];
        foreach (var (bucket, count) in Latency)
        {
            if (bucket is < 0 or >= LatencyHistogram.BucketCount)
                throw new InvalidDataException($"A histogram has the buckets 0 to {LatencyHistogram.BucketCount - 1}, not {bucket}");
            counts[bucket] = count;
        }

        return new Counters(Requests, Errors, LatencyHistogram.FromCounts(counts));
    }
}
