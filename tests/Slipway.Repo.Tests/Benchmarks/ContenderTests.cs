using Shouldly;
using Slipway.Bench.Judge;
using Slipway.Bench.Judge.Contenders;
using Slipway.Bench.Judge.Pairs;
using Slipway.Bench.Judge.Report;
using Xunit;

namespace Slipway.Repo.Tests.Benchmarks;

public sealed class ContenderTests
{
    /// <summary>Against the sums over ranks and groups of ties, written out.</summary>
    [Fact]
    public void A_rank_sum_that_grows_is_that_of_all_its_points()
    {
        double[] candidate = [3, 1, 4, 1, double.NaN, 5, 9, 2, 6], stable = [5, 3, 5, 8, 9, 7, 9, double.NaN, 3];
        var ranks = new RankSum();
        for (var index = 0; index < candidate.Length; index++)
            ranks.Add(candidate[index], stable[index]);
        ranks.Count.ShouldBe(8);
        // U = 17; ties: two 1, three 3, three 5, three 9.
        var sigma = Math.Sqrt(64 / 12.0 * (17 - (78 / (16.0 * 15))));
        ranks.Z().ShouldBe((17 - 32 + 0.5) / sigma, 1e-12);
    }

    [Fact]
    public void Points_that_are_all_equal_say_nothing()
    {
        var ranks = new RankSum();
        for (var index = 0; index < 10; index++)
            ranks.Add(1, 1);
        ranks.Z().ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 100, 0, 0, 3.6995)]
    [InlineData(50, 100, 50, 40.383, 59.617)]
    [InlineData(2000, 2000, 100, 99.8083, 100)]
    public void A_proportion_has_the_interval_of_Wilson(int count, int trials, double percent, double low, double high)
    {
        var proportion = Proportion.Of(count, trials);
        proportion.Percent.ShouldBe(percent);
        proportion.Low.ShouldBe(low, 0.001);
        proportion.High.ShouldBe(high, 0.001);
    }

    [Theory]
    [InlineData(0.5, 1.5, 148.8)]
    [InlineData(0.5, 2, 52.9)]
    [InlineData(0.5, 5, 12.3)]
    [InlineData(0.1, 2, 97.5)]
    public void The_bound_of_errors_to_detection_is_Walds(double share, double ratio, double bound) =>
        new ErrorsToDetection(0.05, share, ratio).Bound.ShouldBe(bound, 0.05);

    /// <summary>Which judge is better is the benchmark's to say; a version with ten times the errors escapes none.</summary>
    [Fact]
    public void Every_judge_finds_what_cannot_be_missed_and_the_same_in_every_run()
    {
        var plain = new Scenario(ScenarioGroup.Errors, "a test") { ErrorRate = 0.05, ErrorRatio = 10 };
        var outcome = Tournament.Run(plain, 4, TestContext.Current.CancellationToken);
        outcome.Judges.Count.ShouldBe(Entry.All.Count);
        outcome.Judges.ShouldAllBe(judge => judge.Stopped.Percent == 100 && judge.MeanMinutes <= 60);
        Tournament.Run(plain, 4, TestContext.Current.CancellationToken).Judges.ShouldBe(outcome.Judges);
    }
}
