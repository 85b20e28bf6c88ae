using System.Text.Json;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Analysis.Kayenta;

/// <summary>A result over a rollout's points as a sentence and as numbers.</summary>
internal static class KayentaSentence
{
    /// <summary><c>score 66.67 over 12 points of 1m, 95 passes: latency-p99 is High, 230 ms where stable has 180 ms (shifted by 48 ms, between 40 ms and 55 ms)</c>.</summary>
    public static string Of(KayentaSpec spec, KayentaResult result, IReadOnlyList<PointSeries> series)
    {
        var different = result.Metrics.Zip(series).Where(pair => pair.First.Classification != KayentaClassification.Pass).Select(pair => Different(pair.First, pair.Second)).ToList();
        var threshold = result.Verdict == KayentaVerdict.Marginal
            ? $"{MetricText.Number(spec.Pass)} passes and less than {MetricText.Number(spec.Marginal)} fails"
            : $"{MetricText.Number(spec.Pass)} passes";
        var points = series.Max(one => one.Count);
        return $"score {MetricText.Number(result.Score)} over {points} points of {SpecDuration.Format(spec.Step)}, {threshold}: "
            + (different.Count == 0 ? $"none of {string.Join(", ", result.Metrics.Select(metric => metric.Name))} is higher than stable's" : string.Join("; ", different));
    }

    /// <summary>The score, and each metric's interval and estimate in its unit and ratio of means.</summary>
    public static IReadOnlyList<Number> Numbers(KayentaResult result, IReadOnlyList<PointSeries> series)
    {
        var numbers = new List<Number> { new("score", result.Score) };
        foreach (var (metric, points) in result.Metrics.Zip(series))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(points.Metric.ToString());
            numbers.Add(new Number($"{name}Points", points.Count));
            foreach (var (suffix, number) in new[] { ("Low", metric.Low), ("High", metric.High), ("Estimate", metric.Estimate), ("Ratio", metric.Effect) })
            {
                if (number is { } value)
                    numbers.Add(new Number(name + suffix, value));
            }
        }

        return numbers;
    }

    private static string Different(KayentaMetricResult result, PointSeries series)
    {
        string Value(double? value) => MetricText.Value(series.Metric, value ?? double.NaN);
        var means = $"{result.Name} is {result.Classification}, {Value(series.CandidateMean)} where stable has {Value(series.StableMean)}";
        return result.Estimate is null
            ? $"{means} ({result.Reason})"
            : $"{means} (shifted by {Value(result.Estimate)}, between {Value(result.Low)} and {Value(result.High)})";
    }
}
