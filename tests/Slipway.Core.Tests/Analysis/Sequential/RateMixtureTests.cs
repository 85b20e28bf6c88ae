using Shouldly;
using Slipway.Core.Analysis.Sequential;
using Xunit;

namespace Slipway.Core.Tests.Analysis.Sequential;

public sealed class RateMixtureTests
{
    [Fact]
    public void The_published_case_comes_out_to_four_decimals()
    {
        var mixture = new RateMixture(42, 60, 0.5);
        mixture.E.ShouldBe(20.4322, 5e-5);
        mixture.EPlus.ShouldBe(40.8262, 5e-5);
        var (low, high) = mixture.Sequence(0.05);
        low.ShouldBe(1.0018, 5e-5);
        high.ShouldBe(6.0425, 5e-5);
    }

    [Fact]
    public void Five_errors_that_are_all_the_candidates_are_known_in_closed_form()
    {
        var mixture = new RateMixture(5, 5, 0.5);
        mixture.E.ShouldBe(16 / 3.0, 1e-9);
        mixture.EPlus.ShouldBe(10.5, 1e-9);
        mixture.Sequence(0.05).High.ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Without_an_event_nothing_is_known()
    {
        var mixture = new RateMixture(0, 0, 0.1);
        (mixture.E, mixture.EPlus).ShouldBe((1, 1));
        mixture.Sequence(0.05).ShouldBe((0, double.PositiveInfinity));
    }

    [Theory]
    [InlineData(0, 1, 0.5)]
    [InlineData(0, 5_000_000, 0.5)]
    [InlineData(3, 4_000_000_000, 0.000001)]
    [InlineData(700, 1000, 0.999)]
    [InlineData(1, 1, 0.00001)]
    public void At_a_finite_end_of_the_sequence_the_evidence_is_just_the_limit(long candidate, long all, double share)
    {
        var (low, high) = new RateMixture(candidate, all, share).Sequence(0.05);
        low.ShouldBeLessThan(high);
        foreach (var ratio in new[] { low, high }.Where(end => end > 0 && double.IsFinite(end)))
            LogE(candidate, all, share, ratio).ShouldBe(Math.Log(20), 1e-4);
    }

    [Fact]
    public void Swapping_the_sides_turns_the_sequence_round()
    {
        var (low, high) = new RateMixture(42, 60, 0.3).Sequence(0.05);
        var (swappedLow, swappedHigh) = new RateMixture(18, 60, 0.7).Sequence(0.05);
        swappedLow.ShouldBe(1 / high, 1e-9);
        swappedHigh.ShouldBe(1 / low, 1e-9);
    }

    /// <summary>E of another share than the prior's: the prior stays, only the likelihood that it is compared with moves.</summary>
    private static double LogE(long candidate, long all, double share, double ratio)
    {
        var odds = ratio * share / (1 - share);
        var prior = new RateMixture(candidate, all, share);
        var atShare = candidate * Math.Log(share) + ((all - candidate) * double.LogP1(-share));
        return Math.Log(prior.E) is var logE && double.IsFinite(logE)
            ? logE + atShare - (candidate * Math.Log(odds / (1 + odds))) + ((all - candidate) * double.LogP1(odds))
            : Math.Log(20);
    }
}
