using Shouldly;
using Slipway.Bench.Judge.Sampling;
using Slipway.Core.Analysis;
using Xunit;

namespace Slipway.Repo.Tests.Benchmarks;

public sealed class LatencyModelTests
{
    private const int Requests = 1_000_000;

    // The normal quantiles at 0.5, 0.9, 0.99 and 0.999 are 0, 1.2816, 2.3263 and 3.0902.
    [Theory]
    [InlineData(1, 0.5, 50)]
    [InlineData(1, 0.9, 94.9)]
    [InlineData(1, 0.99, 160.0)]
    [InlineData(1, 0.999, 234.4)]
    [InlineData(1.1, 0.5, 55)]
    [InlineData(2, 0.9, 189.8)]
    [InlineData(0.5, 0.99, 80.0)]
    public void Latencies_have_the_quantiles_of_the_distribution(double factor, double quantile, double milliseconds) =>
        Histogram(LatencyModel.Lognormal, factor).Quantile(quantile).ShouldBe(milliseconds, milliseconds * 0.015);

    [Fact]
    public void Instances_of_different_speed_are_mixed_in_equal_parts()
    {
        var both = Histogram(LatencyModel.Lognormal, 0.25, 4);
        var slow = Histogram(LatencyModel.Lognormal, 4).Above(LatencyHistogram.BucketOf(50));
        var fast = Histogram(LatencyModel.Lognormal, 0.25).Above(LatencyHistogram.BucketOf(50));
        ((double)both.Above(LatencyHistogram.BucketOf(50))).ShouldBe((slow + fast) / 2.0, 3000);
    }

    [Fact]
    public void The_heavy_tail_is_slower_at_the_end_and_hardly_in_the_middle()
    {
        var (light, heavy) = (Histogram(LatencyModel.Lognormal, 1), Histogram(LatencyModel.HeavyTail, 1));
        (heavy.Quantile(0.5) / light.Quantile(0.5)).ShouldBe(1.08, 0.06);
        (heavy.Quantile(0.99) / light.Quantile(0.99)).ShouldBeGreaterThan(3);
    }

    private static LatencyHistogram Histogram(LatencyModel model, params double[] factors)
    {
        var (chances, counts) = (new double[LatencyHistogram.BucketCount], new long[LatencyHistogram.BucketCount]);
        model.Chances(factors, chances);
        LatencyModel.Draw(new Chance(5), Requests, chances, counts);
        counts.Sum().ShouldBe(Requests);
        return LatencyHistogram.FromCounts(counts);
    }
}
