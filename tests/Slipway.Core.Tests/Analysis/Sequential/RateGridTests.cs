using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Analysis.Sequential;
using Xunit;

namespace Slipway.Core.Tests.Analysis.Sequential;

public sealed class RateGridTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Theory]
    [InlineData(42, 60, 0.5, 0, 38.2914)]
    [InlineData(42, 60, 0.5, 0.25, 4.6098)]
    [InlineData(5, 5, 0.5, 0, 10.84)]
    public void It_is_the_mean_of_the_likelihood_ratios(long candidate, long all, double share, double tolerance, double expected)
    {
        var grid = new RateGrid(1 + tolerance);
        grid.Add(share, candidate, all);
        grid.E.ShouldBe(expected, expected * 1e-4);
    }

    [Fact]
    public void Nothing_that_happened_says_nothing()
    {
        var grid = new RateGrid(1);
        grid.Add(0.5, 0, 0);
        grid.E.ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Scrapes_of_the_same_share_add_up() => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var (once, often) = (new RateGrid(1.1, new(Noise: 0.1)), new RateGrid(1.1, new(Noise: 0.1)));
        var (candidate, all, share) = (0L, 0L, 0.05 + (0.9 * random.NextDouble()));
        for (var scrape = 0; scrape < 20; scrape++)
        {
            var n = random.Next(10);
            var x = random.Next(n + 1);
            often.Add(share, x, n);
            (candidate, all) = (candidate + x, all + n);
        }

        once.Add(share, candidate, all);
        often.LogE.ShouldBe(once.LogE, 1e-9 * (1 + Math.Abs(once.LogE)));
    }).QuickCheckThrowOnFailure();

    /// <summary>E(e | no worse) ≤ 1 for one scrape, whatever the share and the number: summed over all that can happen.</summary>
    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(1.25, 0, 0)]
    [InlineData(1.1, 0.1, 0)]
    [InlineData(1.1, 0.1, 0.25)]
    public void Of_a_candidate_that_is_not_worse_it_is_at_most_one_in_the_mean(double tolerated, double noise, double late) => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var (share, all) = (0.01 + (0.98 * random.NextDouble()), random.Next(1, 60));
        var ratio = tolerated * (random.Next(2) == 0 ? 1 : random.NextDouble());
        var candidate = share * ratio / ((share * ratio) + 1 - share);
        double mean = 0;
        for (var x = 0; x <= all; x++)
        {
            var grid = new RateGrid(tolerated, new(noise, late));
            grid.Add(share, x, all, change: late / 2);
            mean += grid.E * MathNet.Numerics.Distributions.Binomial.PMF(candidate, all, x);
        }

        mean.ShouldBeLessThanOrEqualTo(1 + 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_other_direction_shows_that_it_is_not_worse()
    {
        var (worse, notWorse) = (new RateGrid(1.1), new RateGrid(1.1, new(ShowsNotWorse: true)));
        for (var scrape = 0; scrape < 100; scrape++)
        {
            worse.Add(0.5, 3, 10);
            notWorse.Add(0.5, 3, 10);
        }

        worse.E.ShouldBeLessThan(1e-6);
        notWorse.E.ShouldBeGreaterThan(1e6);
    }

    [Fact]
    public void Noise_between_instances_never_adds_evidence() => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var (plain, noisy) = (new RateGrid(1.1), new RateGrid(1.1, new(Noise: 0.15)));
        for (var scrape = 0; scrape < 30; scrape++)
        {
            var n = random.Next(40);
            var x = random.Next(n + 1);
            plain.Add(0.3, x, n);
            noisy.Add(0.3, x, n);
            noisy.LogE.ShouldBeLessThanOrEqualTo(plain.LogE + 1e-9);
        }
    }).QuickCheckThrowOnFailure();

    /// <summary>One instance 20 % worse than the others: twice the deviation that instances have.</summary>
    [Fact]
    public void A_poor_instance_is_no_poor_version_and_a_poor_version_is()
    {
        RateGrid After(double ratio)
        {
            var grid = new RateGrid(1.1, new(Noise: 0.1));
            var expected = 0.1 * ratio / ((0.1 * ratio) + 0.9);
            for (var scrape = 0; scrape < 1_000; scrape++)
                grid.Add(0.1, (long)Math.Round(expected * 1_000), 1_000);
            return grid;
        }

        After(1.2).E.ShouldBeLessThan(1);
        After(1.5).E.ShouldBeGreaterThan(1e6);
    }

    [Fact]
    public void A_good_past_delays_what_comes_late_by_little()
    {
        int Until(double stillGood)
        {
            var grid = new RateGrid(1, new(StillGood: stillGood));
            for (var minute = 0; minute < 200; minute++)
                grid.Add(0.1, 5, 50, change: stillGood == 0 ? 0 : 0.004);
            for (var minute = 0; ; minute++)
            {
                if (grid.E >= 100)
                    return minute;
                grid.Add(0.1, 10, 55, change: stillGood == 0 ? 0 : 0.004);
            }
        }

        Until(0.25).ShouldBeLessThan(10);
        Until(0).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void However_much_happens_it_stays_a_number()
    {
        var grid = new RateGrid(1.1, new(Noise: 0.1));
        for (var scrape = 0; scrape < 1_000; scrape++)
            grid.Add(0.5, 1_000_000_000, 1_000_000_000);
        double.IsFinite(grid.LogE).ShouldBeTrue();
        grid.E.ShouldBe(double.PositiveInfinity);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(1, -0.1)]
    public void Settings_that_make_no_sense_are_refused(double tolerated, double noise) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new RateGrid(tolerated, new(noise)));
}
