using System.Xml.Linq;
using Shouldly;
using Slipway.Cli.Analyze.Plots;
using Slipway.Core.Analysis;
using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Analysis.Kayenta;
using Slipway.Core.Analysis.Sequential;
using Slipway.Testing;
using Xunit;

namespace Slipway.Server.Tests.Cli.Analyze.Plots;

/// <summary>The pictures, line by line. Look at one before a golden file is taken over.</summary>
public sealed class PlotTests
{
    [Fact]
    public void A_sequential_test_shows_the_evidence_its_limit_and_the_crossing()
    {
        var input = new SequentialInput { Observations = [.. Enumerable.Range(0, 40).Select(i => new Observation(new SideCount(500, i < 15 ? 5 : 12), new SideCount(1500, 15)))] };
        Check(SequentialPlot.Draw(input, SequentialAnalysis.Judge(input)), "sequential.svg");
    }

    [Fact]
    public void A_sequential_test_of_nothing_is_a_picture_too()
    {
        var input = new SequentialInput { Observations = [] };
        XDocument.Parse(SequentialPlot.Draw(input, SequentialAnalysis.Judge(input)).ToString()).Root!.Value.ShouldContain("too little to compare");
    }

    [Fact]
    public void Metrics_are_shown_in_per_cent_of_their_baseline()
    {
        double[] baseline = [100, 104, 98, 101, 97, 103, 99, 102, 100, 96];
        var input = new KayentaInput
        {
            Metrics =
            [
                Metric("requests & retries", 1, 1.0, baseline),
                Metric("latency p99, ms", 1, 1.3, baseline),
                Metric("cache hits", 0.001, 0.8, baseline),
                Metric("nothing measured", 1, 1, []),
            ],
        };
        Check(KayentaPlot.Draw(input, KayentaAnalysis.Judge(input)), "kayenta.svg");
    }

    [Fact]
    public void Burn_is_shown_for_each_pair_of_windows_against_its_factor()
    {
        var start = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
        var input = new BurnRateInput
        {
            Slo = 0.999,
            Series = [.. Enumerable.Range(1, 240).Select(minute => new BurnRatePoint(start.AddMinutes(minute), 10_000, minute is > 120 and < 200 ? 300 : 5))],
        };
        Check(BurnRatePlot.Draw(input, BurnRateAnalysis.Judge(input)), "burn-rate.svg");
    }

    [Fact]
    public void Two_distributions_of_latency_have_their_marks()
    {
        var page = new SvgPage("latencies", "of two sides");
        LatencyPanel.Draw(page, Histogram(45, 900), Histogram(40, 9000));
        Check(page, "latency.svg");
    }

    private static KayentaMetric Metric(string name, double unit, double factor, double[] baseline) => new()
    {
        Name = name,
        Candidate = [.. baseline.Select(value => value * factor * unit)],
        Baseline = [.. baseline.Select(value => value * unit)],
    };

    /// <summary>A bell over the logarithm, a factor of two wide.</summary>
    private static LatencyHistogram Histogram(double median, int requests)
    {
        var counts = new long[LatencyHistogram.BucketCount];
        var middle = LatencyHistogram.BucketOf(median);
        for (var bucket = 0; bucket < counts.Length; bucket++)
            counts[bucket] = (long)(requests / 14.0 * Math.Exp(-Math.Pow((bucket - middle) / 8.0, 2)));
        return LatencyHistogram.FromCounts(counts);
    }

    private static void Check(SvgPage page, string golden)
    {
        XDocument.Parse(page.ToString());
        Golden.ShouldMatch(page.ToString(), $"Golden/{golden}");
    }
}
