using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Values;

public sealed class ValuesTests
{
    private static readonly Arbitrary<Weight> Weights = Gen.Choose(0, 10_000).Select(p => Weight.FromPercent(p / 100m)).ToArbitrary();

    [Fact]
    public void A_weight_and_its_rest_are_the_whole() =>
        Prop.ForAll(Weights, w => w.Percent + w.Rest.Percent == 100 && w.Rest.Rest == w).QuickCheckThrowOnFailure();

    [Fact]
    public void A_split_gives_a_side_its_weight_and_the_other_the_rest() => Prop.ForAll(
        Weights, w => Slots.All.All(s => TrafficSplit.With(s, w)[s] == w && TrafficSplit.With(s, w)[s.Other()] == w.Rest)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-0.01), InlineData(100.01), InlineData(0.001)]
    public void A_weight_out_of_range_or_too_fine_is_refused(double percent) => Weight.TryFromPercent((decimal)percent, out _).ShouldBeFalse();

    [Fact]
    public void A_split_that_is_not_whole_is_refused() => Should.Throw<ArgumentException>(() => new TrafficSplit(Weight.FromPercent(50), Weight.FromPercent(49)));

    [Fact]
    public void A_share_is_rounded_down() => Weight.FromShare(2, 3).ShouldBe(Weight.FromPercent(66.66m));

    [Theory]
    [InlineData("1.0.0", true), InlineData("v2-rc.1+build_7", true), InlineData("", false), InlineData("-1", false), InlineData("a/b", false), InlineData("a..b", false), InlineData("a b", false)]
    public void A_version_is_a_name_that_is_safe_in_a_path(string text, bool valid) => ReleaseVersion.TryParse(text, out _).ShouldBe(valid);

    [Theory]
    [InlineData("shop/production", true), InlineData("shop", false), InlineData("Shop/production", false), InlineData("shop/a/b", false), InlineData("/production", false)]
    public void An_environment_is_an_app_and_a_name(string text, bool valid)
    {
        EnvironmentKey.TryParse(text, out var key).ShouldBe(valid);
        if (valid)
            key.ToString().ShouldBe(text);
    }

    [Fact]
    public void A_digest_reads_back_what_it_writes() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        Digest.TryParse(Digest.Of(text ?? "").ToString(), out var digest) && digest == Digest.Of(text ?? "")).QuickCheckThrowOnFailure();

    [Fact]
    public void A_latency_lies_within_its_bucket() => Prop.ForAll(Gen.Choose(0, 200_000).Select(t => t / 2.0).ToArbitrary(), milliseconds =>
    {
        var bucket = LatencyHistogram.BucketOf(milliseconds);
        return milliseconds <= LatencyHistogram.UpperBound(bucket) * 1.000001 && (bucket == 0 || milliseconds > LatencyHistogram.UpperBound(bucket - 1) * 0.999999);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_added_to_a_histogram_is_what_came_since()
    {
        var histograms = Gen.Choose(0, 50).Select(i => (long)i).ArrayOf(LatencyHistogram.BucketCount).Select(c => LatencyHistogram.FromCounts(c));
        Prop.ForAll(histograms.ToArbitrary(), histograms.ToArbitrary(), (a, b) => a.Plus(b).Since(a).Equals(b)).QuickCheckThrowOnFailure();
    }
}
