using Slipway.Contracts.Views;
using Slipway.Core.Analysis;

namespace Slipway.Server.Api.Views;

/// <summary>Measurements to views.</summary>
internal static class SampleViews
{
    public static SampleView Of(TrafficSample sample) => new(sample.At, Of(sample.Counters.Blue), Of(sample.Counters.Green));

    private static CountersView Of(Counters counters)
    {
        var all = new long[LatencyHistogram.BucketCount];
        counters.Latency.AddTo(all);
        var buckets = Enumerable.Range(0, all.Length).Where(bucket => all[bucket] > 0).ToList();
        return new CountersView(counters.Requests, counters.Errors, buckets, [.. buckets.Select(bucket => all[bucket])]);
    }
}
