using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Core.Analysis.Kayenta;
using Xunit;

namespace Slipway.Core.Tests.Analysis.Kayenta;

public sealed class KayentaPropertyTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void Another_unit_gives_the_same_classification() => Prop.ForAll(Seeds, seed =>
    {
        var metric = Wild(seed);
        foreach (var unit in (double[])[1e-4, 1e6])
        {
            var scaled = metric with { Candidate = [.. metric.Candidate.Select(x => x * unit)], Baseline = [.. metric.Baseline.Select(x => x * unit)] };
            Classify(scaled).Classification.ShouldBe(Classify(metric).Classification);
        }
    }).QuickCheckThrowOnFailure();

    /// <summary>Kayenta finds this shift at values near 1 and loses it near 1e-4, where its root finder's tolerance is as large as the values.</summary>
    [Fact]
    public void A_shift_is_found_as_often_at_values_near_a_ten_thousandth_as_near_1()
    {
        static int Found(double unit) => Enumerable.Range(0, 200).Count(seed =>
        {
            var random = new Random(seed);
            return Classify(Metric(Normal(random, 60, 1.1, 0.1, unit), Normal(random, 60, 1, 0.1, unit))).Classification == KayentaClassification.High;
        });

        Found(1e-4).ShouldBe(Found(1));
        Found(1).ShouldBeGreaterThan(180);
    }

    [Fact]
    public void Identical_arms_pass() => Prop.ForAll(Seeds, seed =>
    {
        var metric = Wild(seed);
        var random = new Random(seed);
        double[] shuffled = [.. metric.Candidate.OrderBy(_ => random.Next())];
        Classify(metric with { Baseline = shuffled, Effect = random.Next(2) == 0 ? EffectMeasure.MeanRatio : EffectMeasure.Cles })
            .Classification.ShouldBe(KayentaClassification.Pass);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Swapped_arms_swap_high_and_low() => Prop.ForAll(Seeds, seed =>
    {
        var metric = Wild(seed);
        var (there, back) = (Classify(metric), Classify(metric with { Candidate = metric.Baseline, Baseline = metric.Candidate }));
        back.Classification.ShouldBe(there.Classification switch
        {
            KayentaClassification.High => KayentaClassification.Low,
            KayentaClassification.Low => KayentaClassification.High,
            var same => same,
        });
        (back.Low, back.High, back.Estimate).ShouldBe((-there.High, -there.Low, -there.Estimate));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_error_and_no_lack_of_points_ever_passes() => Prop.ForAll(Seeds, seed =>
    {
        var random = new Random(seed);
        var metrics = Enumerable.Range(0, random.Next(1, 6)).Select(i => Wild(seed + i)).ToList();
        var broken = random.Next(metrics.Count);
        metrics[broken] = random.Next(3) switch
        {
            0 => metrics[broken] with { Candidate = [double.NegativeInfinity, .. metrics[broken].Candidate] },
            1 => metrics[broken] with { Baseline = [.. metrics[broken].Baseline.Take(random.Next(5))] },
            _ => metrics[broken] with { Candidate = [.. metrics[broken].Candidate.Select(_ => double.NaN)] },
        };
        KayentaAnalysis.Judge(new KayentaInput { Metrics = metrics }).Verdict.ShouldNotBe(KayentaVerdict.Pass);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_input_gives_the_same_result_to_the_last_digit() => Prop.ForAll(Seeds, seed =>
        KayentaAnalysis.Judge(new KayentaInput { Metrics = [Wild(seed)] }).Metrics.ShouldBe(KayentaAnalysis.Judge(new KayentaInput { Metrics = [Wild(seed)] }).Metrics))
        .QuickCheckThrowOnFailure();

    /// <summary>With a minimum of 1: without its outliers an arm may have fewer points than 5.</summary>
    private static KayentaMetricResult Classify(KayentaMetric metric) => KayentaAnalysis.Judge(new KayentaInput { MinPoints = 1, Metrics = [metric] }).Metrics.Single();

    private static KayentaMetric Metric(double[] candidate, double[] baseline) => new() { Name = "m", Candidate = candidate, Baseline = baseline };

    /// <summary>Arms that differ or do not: spread, with many ties, mostly zero, constant, or with outliers.</summary>
    private static KayentaMetric Wild(int seed)
    {
        var random = new Random(seed);
        var (kind, shift) = (random.Next(5), random.Next(2) * random.NextDouble() * 5);
        return Metric(Points(random, kind, shift), Points(random, kind, 0)) with { Outliers = random.Next(2) == 0 ? OutlierStrategy.Keep : OutlierStrategy.Remove };
    }

    private static double[] Points(Random random, int kind, double shift)
    {
        var constant = random.Next(3) + 1;
        return [.. Enumerable.Range(0, random.Next(5, 60)).Select(_ => kind switch
        {
            0 => shift + (random.NextDouble() * 10) + 1,
            1 => Math.Round(shift) + random.Next(1, 6),
            2 => random.NextDouble() < 0.1 + (shift / 10) ? 1 : 0,
            3 => constant + Math.Round(shift),
            _ => random.NextDouble() < 0.05 ? 1_000 : shift + random.NextDouble() + 1,
        })];
    }

    private static double[] Normal(Random random, int count, double mean, double deviation, double unit) =>
        [.. Enumerable.Range(0, count).Select(_ => unit * (mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))))];
}
