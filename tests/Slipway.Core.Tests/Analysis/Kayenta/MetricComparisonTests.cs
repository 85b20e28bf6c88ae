using Shouldly;
using Slipway.Core.Analysis.Kayenta;
using Xunit;
using static Slipway.Core.Tests.Analysis.Kayenta.KayentaCase;

namespace Slipway.Core.Tests.Analysis.Kayenta;

public sealed class MetricComparisonTests
{
    /// <summary>Kayenta's own digits, which its root finder leaves up to 0.0001 away from the true ends.</summary>
    private const double Digits = 1e-4;

    [Fact]
    public void The_interval_of_a_shift_and_its_estimate()
    {
        var result = Judge(Metric([10, 20, 30, 40], [1, 2, 3, 4]));
        (result.Low, result.High, result.Estimate).ShouldBe((6, 39, 22.5));
    }

    [Fact]
    public void A_critical_metric_that_is_higher_than_its_critical_increase_is_a_critical_result()
    {
        var result = Judge(Metric(A, B) with { Critical = true, CriticalDecrease = 1, CriticalIncrease = 1.2 });
        result.Classification.ShouldBe(KayentaClassification.High);
        result.Critical.ShouldBeTrue();
        result.Low!.Value.ShouldBe(17.80004, Digits);
        result.High!.Value.ShouldBe(27.79994, Digits);
        result.Estimate!.Value.ShouldBe(20.0, 1e-9);
        result.Effect!.Value.ShouldBe(12.0408, 5e-5);
    }

    [Fact]
    public void An_increase_that_is_allowed_passes_even_where_the_metric_is_critical()
    {
        var result = Judge(Metric(A, B) with { Critical = true, AllowedDecrease = 1, AllowedIncrease = 13, CriticalDecrease = 1, CriticalIncrease = 15 });
        (result.Classification, result.Critical).ShouldBe((KayentaClassification.Pass, false));
    }

    [Fact]
    public void A_difference_below_the_critical_one_is_no_critical_result()
    {
        var result = Judge(Metric(A, B) with { Critical = true, CriticalIncrease = 13 });
        (result.Classification, result.Critical).ShouldBe((KayentaClassification.High, false));
    }

    [Fact]
    public void An_interval_that_spans_0_passes()
    {
        var result = Judge(Metric([10, 12.2, 10.1, 12.5, 23], A) with { AllowedDecrease = 0.5, AllowedIncrease = 1 });
        result.Classification.ShouldBe(KayentaClassification.Pass);
        result.Low!.Value.ShouldBe(-17.79996, Digits);
        result.High!.Value.ShouldBe(0.99995, Digits);
    }

    [Fact]
    public void One_point_that_differs_among_five_passes() =>
        Judge(Metric([1, 1, 1, 1, 10], [1, 1, 1, 1, 1])).Classification.ShouldBe(KayentaClassification.Pass);

    [Fact]
    public void Two_constants_that_differ_are_told_apart()
    {
        Judge(Metric([10, 10, 10, 10, 10], [1, 1, 1, 1, 1])).Classification.ShouldBe(KayentaClassification.High);
        Judge(Metric([10, 10, 10, 10, 10], [0, 0, 0, 0, 0])).Classification.ShouldBe(KayentaClassification.High);
        Judge(Metric([0, 0, 0, 0, 0], [10, 10, 10, 10, 10])).Classification.ShouldBe(KayentaClassification.Low);
    }

    [Fact]
    public void Two_constants_that_differ_by_a_millionth_are_the_same() =>
        Judge(Metric([.. Enumerable.Repeat(1.000001, 20)], [.. Enumerable.Repeat(1.0, 20)])).Classification.ShouldBe(KayentaClassification.Pass);

    [Fact]
    public void The_same_points_in_another_order_pass()
    {
        Judge(Metric([1, 2, 3, 4, 5], [5, 4, 3, 2, 1])).Classification.ShouldBe(KayentaClassification.Pass);
        Judge(Metric([1, 1, 1], [1, 1])).Classification.ShouldBe(KayentaClassification.Pass);
        Judge(Metric([0, 0, 0, 0, 0], [0, 0, 0, 0, 0])).Classification.ShouldBe(KayentaClassification.Pass);
    }

    [Fact]
    public void An_empty_arm_is_no_data_critical_or_a_pass_as_the_metric_says()
    {
        var metric = Metric([], [1, 2, 3, 4, 5]);
        Judge(metric).Classification.ShouldBe(KayentaClassification.Nodata);
        Judge(metric).Critical.ShouldBeFalse();
        Judge(metric with { Critical = true }).Classification.ShouldBe(KayentaClassification.Nodata);
        Judge(metric with { Critical = true, MustHaveData = true }).Critical.ShouldBeTrue();
        Judge(metric with { MustHaveData = true }).Classification.ShouldBe(KayentaClassification.NodataFailMetric);
        Judge(metric with { MustHaveData = true }).Critical.ShouldBeFalse();
        Judge(metric with { Nan = NanStrategy.Replace }).Classification.ShouldBe(KayentaClassification.Pass);
    }

    [Fact]
    public void A_NaN_is_left_out_or_counts_as_0()
    {
        var metric = Metric([double.NaN, double.NaN, double.NaN, 9, 9], [9, 9, 9, 9, 9]);
        Judge(metric).Estimate.ShouldBe(0);
        Judge(metric with { Nan = NanStrategy.Replace }).Estimate.ShouldBe(-9);
    }

    [Fact]
    public void Fewer_points_than_the_minimum_are_insufficient_data_and_say_so()
    {
        var result = Judge(Metric([10, 20, 30, 40, double.NaN], [1, 2, 3, 4, 5]), minPoints: 5);
        result.Classification.ShouldBe(KayentaClassification.Nodata);
        result.Reason.ShouldBe("insufficient data: 4 points of the candidate and 5 of the baseline, at least 5 of each are needed");
        (result.Low, result.High, result.Estimate, result.Effect).ShouldBe((null, null, null, null));
    }

    [Fact]
    public void Below_a_minimum_an_empty_arm_is_not_read_as_zeros() =>
        Judge(Metric([], [1, 2, 3, 4, 5]) with { Nan = NanStrategy.Replace }, minPoints: 5).Classification.ShouldBe(KayentaClassification.Nodata);

    [Fact]
    public void A_direction_sees_only_its_own_differences()
    {
        Judge(High() with { Direction = KayentaDirection.Increase }).Classification.ShouldBe(KayentaClassification.High);
        Judge(High() with { Direction = KayentaDirection.Decrease }).Classification.ShouldBe(KayentaClassification.Pass);
        Judge(Low() with { Direction = KayentaDirection.Increase }).Classification.ShouldBe(KayentaClassification.Pass);
        Judge(Low() with { Direction = KayentaDirection.Decrease }).Classification.ShouldBe(KayentaClassification.Low);
    }

    [Fact]
    public void A_mean_of_0_leaves_no_ratio_and_the_difference_counts_without_it()
    {
        var result = Judge(Metric([54.9, 54.5, 55.1, 55.6, 57.4], [0, 0, 0, 0, 0]) with { Critical = true, AllowedIncrease = 1.2, CriticalIncrease = 1.2 });
        (result.Classification, result.Critical, result.Effect).ShouldBe((KayentaClassification.High, true, null));
    }

    [Fact]
    public void The_common_language_effect_is_half_for_equal_arms_and_0_where_the_candidate_is_always_below()
    {
        Judge(Metric([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]) with { Effect = EffectMeasure.Cles }).Effect.ShouldBe(0.5);
        Judge(Metric(B, A) with { Effect = EffectMeasure.Cles }).Effect.ShouldBe(0);
        Judge(Metric(A, B) with { Effect = EffectMeasure.Cles }).Effect.ShouldBe(1);
    }

    [Fact]
    public void Thresholds_of_the_common_language_effect_are_on_its_own_scale()
    {
        var metric = Metric([6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) with { Effect = EffectMeasure.Cles };
        Judge(metric).Classification.ShouldBe(KayentaClassification.High);
        Judge(metric with { AllowedIncrease = 0.9 }).Classification.ShouldBe(KayentaClassification.Pass);
    }

    [Fact]
    public void More_points_above_0_are_seen_where_most_are_0()
    {
        double[] often = [.. Enumerable.Range(0, 200).Select(i => i % 3 == 0 ? 2 : 0.0)];
        double[] seldom = [.. Enumerable.Range(0, 200).Select(i => i % 15 == 0 ? 2 : 0.0)];
        var result = Judge(Metric(often, seldom));
        (result.Classification, result.Low, result.High, result.Estimate).ShouldBe((KayentaClassification.High, 0, 0, 0));
        Judge(Metric(seldom, often)).Classification.ShouldBe(KayentaClassification.Low);
        Judge(Metric(often, often[1..])).Classification.ShouldBe(KayentaClassification.Pass);
    }

    [Fact]
    public void Removing_outliers_brings_a_difference_to_light()
    {
        double[] baseline = [.. Enumerable.Range(0, 300).Select(i => 10 + (i % 7))];
        double[] candidate = [.. baseline.Select(point => point + 1), 100_000];
        var metric = Metric(candidate, baseline) with { AllowedIncrease = 1, AllowedDecrease = 1 };
        Judge(metric).Effect!.Value.ShouldBeGreaterThan(10);
        Judge(metric with { Outliers = OutlierStrategy.Remove }).Effect!.Value.ShouldBeLessThan(1.1);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void An_infinite_point_is_an_error_with_its_place(double point)
    {
        var result = Judge(Metric([1, 2, point, 4, 5], [1, 2, 3, 4, 5]));
        (result.Classification, result.Reason).ShouldBe((KayentaClassification.Error, "candidate[2] is infinite"));
        Judge(Metric([1, 2, 3, 4, 5], [point, 2, 3, 4, 5])).Reason.ShouldBe("baseline[0] is infinite");
    }

    [Fact]
    public void Points_whose_differences_are_no_numbers_are_an_error() =>
        Judge(Metric([1e308, 1e308, 1e308], [-1e308, -1e308, -1e308])).Classification.ShouldBe(KayentaClassification.Error);
}
