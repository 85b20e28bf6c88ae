using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Analysis.Kayenta;
using Xunit;

namespace Slipway.Core.Tests.Analysis.Kayenta;

public sealed class MannWhitneyTests
{
    private const double Limit98 = 2.326348;

    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void The_test_rejects_shifts_outside_of_the_interval_and_none_inside() => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var (ours, theirs) = (WholePoints(random), WholePoints(random));
        var test = new MannWhitney(ours, theirs, 0.98);
        var (least, most) = (ours[0] - theirs[^1], ours[^1] - theirs[0]);
        test.Low.ShouldBeInRange(least, test.Estimate);
        test.High.ShouldBeInRange(test.Estimate, most);

        // All differences are whole numbers: between two of them nothing changes.
        if (test.Low > least)
            Score(ours, theirs, test.Low - 0.5).ShouldBeGreaterThan(Limit98);
        if (test.Low < test.High)
            Score(ours, theirs, test.Low + 0.5).ShouldBeInRange(-Limit98, Limit98);
        if (test.High < most)
            Score(ours, theirs, test.High + 0.5).ShouldBeLessThan(-Limit98);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Where_interval_and_estimate_are_0_the_test_of_no_shift_decides() => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var (ours, theirs) = (RareOnes(random, 0.3), RareOnes(random, 0.1));
        var test = new MannWhitney(ours, theirs, 0.98);
        if (test is { Low: 0, Estimate: 0 })
            test.IsHigher(0.25).ShouldBe(Score(ours, theirs, 0) > Limit98);
        if (test is { High: 0, Estimate: 0 })
            test.IsLower(0.25).ShouldBe(Score(ours, theirs, 0) < -Limit98);
    }).QuickCheckThrowOnFailure();

    /// <summary>The test as textbooks have it, from all pairs and the ranks' ties.</summary>
    private static double Score(double[] ours, double[] theirs, double shift)
    {
        double[] shifted = [.. ours.Select(point => point - shift)];
        var above = shifted.Sum(x => theirs.Sum(y => x > y ? 1 : x == y ? 0.5 : 0));
        double all = ours.Length + theirs.Length;
        double pairs = ours.Length * theirs.Length;
        var ties = shifted.Concat(theirs).GroupBy(point => point).Sum(tied => Math.Pow(tied.Count(), 3) - tied.Count());
        var sigma = Math.Sqrt(pairs / 12 * (all + 1 - (ties / (all * (all - 1)))));
        var excess = above - (pairs / 2);
        return sigma == 0 ? 0 : (excess - (0.5 * Math.Sign(excess))) / sigma;
    }

    private static double[] WholePoints(Random random)
    {
        var (spread, shift) = (random.Next(1, 200), random.Next(0, 30));
        return [.. Enumerable.Range(0, random.Next(1, 50)).Select(_ => (double)(shift + random.Next(spread))).Order()];
    }

    private static double[] RareOnes(Random random, double part) =>
        [.. Enumerable.Range(0, random.Next(20, 100)).Select(_ => random.NextDouble() < part ? 1.0 : 0).Order()];
}
