using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Analysis.Sequential;
using Xunit;

namespace Slipway.Core.Tests.Analysis.Sequential;

public sealed class SequentialAnalysisTests
{
    [Fact]
    public void The_published_case_is_rejected_and_shows_all_its_numbers()
    {
        var result = SequentialAnalysis.Judge(Of((1000, 42, 1000, 18)));
        (result.Verdict, result.RejectedAt).ShouldBe((Verdict.Fail, 0));
        result.Mixture.E.ShouldBe(20.4322, 5e-5);
        result.Mixture.EPlus.ShouldBe(40.8262, 5e-5);
        result.Mixture.Low.ShouldBe(1.0018, 5e-5);
        result.Mixture.High.ShouldBe(6.0425, 5e-5);
        result.Grid.E.ShouldBe(38.2914, 5e-5);
    }

    [Fact]
    public void With_a_tolerance_the_same_case_stays_open()
    {
        var result = SequentialAnalysis.Judge(Of((1000, 42, 1000, 18)) with { Tolerance = 0.25 });
        (result.Verdict, result.RejectedAt).ShouldBe((Verdict.Inconclusive, null));
        result.Grid.E.ShouldBe(4.6098, 5e-5);
    }

    [Fact]
    public void The_first_crossing_decides_whatever_comes_after()
    {
        var result = SequentialAnalysis.Judge(Of((100, 0, 100, 1), (1000, 60, 1000, 10), (1000, 0, 1000, 500)));
        (result.Verdict, result.RejectedAt).ShouldBe((Verdict.Fail, 1));
        result.Grid.E.ShouldBeLessThan(1);
    }

    [Fact]
    public void No_observation_no_requests_on_a_side_or_no_errors_at_all_is_insufficient_data()
    {
        SequentialAnalysis.Judge(Of()).Verdict.ShouldBe(Verdict.InsufficientData);
        SequentialAnalysis.Judge(Of((0, 0, 1000, 10))).Verdict.ShouldBe(Verdict.InsufficientData);
        SequentialAnalysis.Judge(Of((1000, 10, 0, 0))).Verdict.ShouldBe(Verdict.InsufficientData);
        SequentialAnalysis.Judge(Of((1000, 0, 1000, 0))).Verdict.ShouldBe(Verdict.InsufficientData);
    }

    [Fact]
    public void An_observation_with_one_silent_side_changes_nothing()
    {
        var without = SequentialAnalysis.Judge(Of((1000, 20, 1000, 12)));
        SequentialAnalysis.Judge(Of((0, 0, 5000, 400), (1000, 20, 1000, 12), (3000, 200, 0, 0))).ShouldBe(without);
    }

    [Fact]
    public void A_candidate_that_is_clearly_better_than_tolerated_passes()
    {
        SequentialAnalysis.Judge(Of((10_000, 20, 10_000, 200))).Verdict.ShouldBe(Verdict.Pass);
        SequentialAnalysis.Judge(Of((10_000, 200, 10_000, 200))).Verdict.ShouldBe(Verdict.Inconclusive);
        SequentialAnalysis.Judge(Of((10_000, 200, 10_000, 200)) with { Tolerance = 0.5 }).Verdict.ShouldBe(Verdict.Pass);
    }

    /// <summary>Pooled, the candidate seems to have twice the baseline's rate; in each scrape it has the same.</summary>
    [Fact]
    public void A_share_that_changes_with_the_error_rate_deceives_the_totals_but_not_the_grid()
    {
        var input = Of([.. Enumerable.Range(0, 20).Select(_ => (100L, 1L, 9900L, 99L)), .. Enumerable.Range(0, 20).Select(_ => (5000L, 500L, 5000L, 500L))]);
        var result = SequentialAnalysis.Judge(input);
        (result.Verdict, result.RejectedAt).ShouldBe((Verdict.Inconclusive, null));
        result.Mixture.E.ShouldBeGreaterThan(1e6);
        result.Grid.E.ShouldBeLessThan(1);
    }

    [Fact]
    public void A_side_cannot_have_more_errors_than_requests()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new SideCount(10, 11));
        Should.Throw<ArgumentOutOfRangeException>(() => new SideCount(-1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new SideCount(1, -1));
    }

    private static SequentialInput Of(params (long Requests, long Errors, long BaselineRequests, long BaselineErrors)[] observations) => new()
    {
        Observations = [.. observations.Select(o => new Observation(new SideCount(o.Requests, o.Errors), new SideCount(o.BaselineRequests, o.BaselineErrors)))],
    };
}
