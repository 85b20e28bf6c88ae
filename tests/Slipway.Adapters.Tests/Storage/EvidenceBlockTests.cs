using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Values;
using Slipway.Storage;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Adapters.Tests.Storage;

public sealed class EvidenceBlockTests
{
    private static readonly Gen<long> Counts = Gen.OneOf(
        Gen.Constant(0L), Gen.Choose(0, 100_000).Select(count => (long)count), Gen.Constant(long.MaxValue));

    private static readonly Gen<Counters> Sides =
        from requests in Counts
        from errors in Counts
        from buckets in Counts.ArrayOf(LatencyHistogram.BucketCount)
        select new Counters(requests, errors, LatencyHistogram.FromCounts(buckets));

    private static readonly Gen<TrafficSample> Samples =
        from second in Gen.Choose(0, 100_000)
        from tick in Gen.Choose(0, 9_999_999)
        from blue in Sides
        from green in Sides
        select new TrafficSample(Nine.AddSeconds(second).AddTicks(tick), new PerSlot<Counters>(blue, green));

    [Fact]
    public void Every_series_comes_back_exactly() =>
        Prop.ForAll(Samples.ArrayOf().ToArbitrary(), series => EvidenceBlock.Decode(EvidenceBlock.Encode(series)).SequenceEqual(series))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_steady_minute_takes_less_than_twenty_bytes_a_sample() =>
        EvidenceBlock.Encode([.. Enumerable.Range(0, 60).Select(second => Sample(second, 500 * second, 50 * second))]).Length.ShouldBeLessThan(60 * 20);

    [Fact]
    public void A_block_of_another_format_is_refused() =>
        Should.Throw<InvalidDataException>(() => EvidenceBlock.Decode([9, 0]));
}
