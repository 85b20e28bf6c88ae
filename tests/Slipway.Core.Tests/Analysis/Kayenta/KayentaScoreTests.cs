using Shouldly;
using Slipway.Core.Analysis.Kayenta;
using Xunit;
using static Slipway.Core.Tests.Analysis.Kayenta.KayentaCase;

namespace Slipway.Core.Tests.Analysis.Kayenta;

public sealed class KayentaScoreTests
{
    private static readonly KayentaMetric Wrong = Passing() with { Candidate = [double.PositiveInfinity, 2, 3, 4, 5] };

    [Fact]
    public void A_group_scores_the_part_that_passed() =>
        KayentaAnalysis.Judge(Input(Passing(), High(), Low())).Score.ShouldBe(33.33);

    [Fact]
    public void Groups_count_by_their_weights() =>
        KayentaAnalysis.Judge(Input(Passing("a"), High("b")) with { GroupWeights = new Dictionary<string, double> { ["a"] = 75, ["b"] = 25 } }).Score.ShouldBe(75);

    [Fact]
    public void Groups_without_a_weight_share_the_rest() =>
        KayentaAnalysis.Judge(Input(Passing("a"), High("b"), Passing("c")) with { GroupWeights = new Dictionary<string, double> { ["a"] = 50 } }).Score.ShouldBe(75);

    [Fact]
    public void A_weight_of_a_group_that_is_not_there_is_lost() =>
        KayentaAnalysis.Judge(Input(Passing("a")) with { GroupWeights = new Dictionary<string, double> { ["a"] = 75, ["b"] = 25 } }).Score.ShouldBe(75);

    [Fact]
    public void A_group_without_data_takes_nothing_off()
    {
        var result = KayentaAnalysis.Judge(Input(Passing("a"), Passing("a"), Empty("b")));
        (result.Score, result.Verdict).ShouldBe((100, KayentaVerdict.Pass));
    }

    [Fact]
    public void No_data_on_half_of_the_metrics_scores_0() =>
        KayentaAnalysis.Judge(Input(Passing(), Passing(), Empty(), Empty())).ShouldSatisfyAllConditions(
            result => result.Score.ShouldBe(0),
            result => result.Verdict.ShouldBe(KayentaVerdict.Fail));

    [Fact]
    public void A_metric_that_must_have_data_counts_like_a_difference() =>
        KayentaAnalysis.Judge(Input(Passing(), Passing(), Passing(), Empty() with { MustHaveData = true })).Score.ShouldBe(75);

    [Fact]
    public void One_critical_result_scores_0() =>
        KayentaAnalysis.Judge(Input([.. Enumerable.Repeat(Passing(), 50), High() with { Critical = true }])).Score.ShouldBe(0);

    [Fact]
    public void A_muted_metric_is_classified_and_not_counted()
    {
        var result = KayentaAnalysis.Judge(Input(Passing(), High() with { Muted = true, Critical = true }, Wrong with { Muted = true }));
        (result.Score, result.Verdict).ShouldBe((100, KayentaVerdict.Pass));
        result.Metrics.Select(metric => metric.Classification).ShouldBe([KayentaClassification.Pass, KayentaClassification.High, KayentaClassification.Error]);
    }

    [Fact]
    public void Nothing_but_muted_metrics_fails() =>
        KayentaAnalysis.Judge(Input(Passing() with { Muted = true })).Verdict.ShouldBe(KayentaVerdict.Fail);

    [Fact]
    public void One_error_among_many_metrics_fails_the_whole()
    {
        var result = KayentaAnalysis.Judge(Input([.. Enumerable.Repeat(Passing(), 50), Wrong]));
        (result.Score, result.Verdict).ShouldBe((0, KayentaVerdict.Fail));
    }

    [Fact]
    public void The_thresholds_themselves_are_reached()
    {
        var half = Input(Passing(), High());
        KayentaAnalysis.Judge(half with { Pass = 50, Marginal = 20 }).Verdict.ShouldBe(KayentaVerdict.Pass);
        KayentaAnalysis.Judge(half with { Pass = 51, Marginal = 50 }).Verdict.ShouldBe(KayentaVerdict.Marginal);
        KayentaAnalysis.Judge(half with { Pass = 80, Marginal = 51 }).Verdict.ShouldBe(KayentaVerdict.Fail);
    }

    [Fact]
    public void With_too_few_points_of_one_metric_the_others_cannot_make_a_pass()
    {
        var few = Metric([1, 2, 3, 4], [1, 2, 3, 4]);
        var input = Input(Passing(), Passing(), few) with { MinPoints = 5 };
        (KayentaAnalysis.Judge(input).Score, KayentaAnalysis.Judge(input).Verdict).ShouldBe((100, KayentaVerdict.Marginal));
        KayentaAnalysis.Judge(Input([.. Enumerable.Repeat(Passing(), 50), few with { MustHaveData = true }]) with { MinPoints = 5 }).Verdict.ShouldBe(KayentaVerdict.Marginal);
        KayentaAnalysis.Judge(Input(few) with { MinPoints = 5 }).Verdict.ShouldBe(KayentaVerdict.Fail);
        KayentaAnalysis.Judge(Input(few)).Verdict.ShouldBe(KayentaVerdict.Pass);
    }
}
