using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Analysis.Kayenta;
using Xunit;

namespace Slipway.Core.Tests.Analysis.Kayenta;

public sealed class PairwiseDifferencesTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void Every_rank_is_that_of_the_differences_written_down() => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var (ours, theirs) = (Points(random), Points(random));
        double[] all = [.. ours.SelectMany(x => theirs.Select(y => x - y)).Order()];
        var differences = new PairwiseDifferences(ours, theirs);
        differences.Count.ShouldBe(all.Length);
        long[] ranks = [.. new[] { 0, all.Length / 2, all.Length - 1, random.Next(all.Length), random.Next(all.Length) }.Select(rank => (long)rank).Order()];
        differences.At(ranks).ShouldBe(ranks.Select(rank => all[rank]));
        differences.At(ranks[1]).ShouldBe([all[ranks[1]]]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_point_far_away_from_thousands_is_no_obstacle()
    {
        double[] ours = [.. Enumerable.Range(0, 2_000).Select(i => (double)i), 1e300];
        double[] theirs = [.. ours[..^1].Select(x => x + 0.25)];
        new PairwiseDifferences(ours, theirs).At(2_000_999, 2_001_000).ShouldBe([-0.25, 0.75]);
    }

    [Fact]
    public void Points_of_every_magnitude_are_no_obstacle()
    {
        double[] ours = [.. Enumerable.Range(-1_000, 2_000).Select(i => Math.Pow(2, i))];
        new PairwiseDifferences(ours, ours).At(0, 2_000_000, 3_999_999).ShouldBe([ours[0] - ours[^1], 0, ours[^1] - ours[0]]);
    }

    /// <summary>Spread points, points with many ties, and points of many magnitudes.</summary>
    private static double[] Points(Random random)
    {
        var kind = random.Next(3);
        return [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => kind switch
        {
            0 => random.NextDouble() * 100,
            1 => random.Next(5),
            _ => Math.Pow(10, random.Next(-30, 30)) * random.NextDouble(),
        }).Order()];
    }
}
