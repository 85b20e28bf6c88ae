using Shouldly;
using Slipway.Bench.Judge.Sampling;
using Xunit;

namespace Slipway.Repo.Tests.Benchmarks;

public sealed class ChanceTests
{
    private const int Draws = 20_000;

    /// <summary>Standard errors; the seeds are fixed, so what passes once passes always.</summary>
    private const double Near = 4;

    [Fact]
    public void Equal_seeds_give_equal_numbers_and_others_give_others()
    {
        ulong[] seeds = [0, 1, ulong.MaxValue];
        foreach (var seed in seeds)
            Numbers(seed).ShouldBe(Numbers(seed));
        seeds.Select(seed => Numbers(seed)[0]).Distinct().Count().ShouldBe(seeds.Length);
    }

    [Fact]
    public void Uniform_and_normal_numbers_have_their_mean_and_spread()
    {
        var chance = new Chance(1);
        ShouldHave(Enumerable.Range(0, Draws).Select(_ => chance.Uniform()).ToList(), mean: 0.5, variance: 1 / 12.0);
        ShouldHave(Enumerable.Range(0, Draws).Select(_ => chance.Normal()).ToList(), mean: 0, variance: 1);
    }

    // On both sides of the border between the two methods.
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(3)]
    [InlineData(9.99)]
    [InlineData(10)]
    [InlineData(57.3)]
    [InlineData(9000)]
    public void Poisson_counts_have_their_mean_and_spread(double mean)
    {
        var chance = new Chance(2);
        ShouldHave(Enumerable.Range(0, Draws).Select(_ => (double)chance.Poisson(mean)).ToList(), mean, mean);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.3)]
    [InlineData(10, 0.05)]
    [InlineData(10, 0.95)]
    [InlineData(1000, 0.001)]
    [InlineData(1000, 0.00999)]
    [InlineData(1000, 0.01)]
    [InlineData(1000, 0.4)]
    [InlineData(9000, 0.9)]
    public void Binomial_counts_have_their_mean_and_spread(long trials, double probability)
    {
        var chance = new Chance(3);
        var counts = Enumerable.Range(0, Draws).Select(_ => (double)chance.Binomial(trials, probability)).ToList();
        counts.ShouldAllBe(count => count >= 0 && count <= trials);
        ShouldHave(counts, trials * probability, trials * probability * (1 - probability));
    }

    /// <summary>The mean and the variance alone would not show a wrong shape.</summary>
    [Fact]
    public void Large_counts_fall_where_the_binomial_distribution_has_them()
    {
        const int trials = 40;
        const double probability = 0.3;
        var chance = new Chance(4);
        var counts = new int[trials + 1];
        for (var draw = 0; draw < Draws; draw++)
            counts[chance.Binomial(trials, probability)]++;
        var expected = Math.Pow(1 - probability, trials);
        for (var count = 0; count <= trials; expected *= probability / (1 - probability) * (trials - count) / (count + 1), count++)
            ((double)counts[count]).ShouldBe(Draws * expected, (Near * Math.Sqrt(Draws * expected)) + 1, $"{count} of {trials}");
    }

    private static List<double> Numbers(ulong seed)
    {
        var chance = new Chance(seed);
        return [chance.Uniform(), chance.Normal(), chance.Normal(), chance.Poisson(3), chance.Poisson(300), chance.Binomial(20, 0.1), chance.Binomial(2000, 0.1)];
    }

    private static void ShouldHave(List<double> values, double mean, double variance)
    {
        var measured = values.Average();
        measured.ShouldBe(mean, (Near * Math.Sqrt(variance / values.Count)) + 1e-12);
        // The fourth moment of all of these is below four squared variances, or its relative part is 1/variance.
        var spread = values.Sum(value => (value - measured) * (value - measured)) / values.Count;
        spread.ShouldBe(variance, (Near * variance * Math.Sqrt((3 + (1 / Math.Max(variance, 1e-12))) / values.Count)) + 1e-12);
    }
}
