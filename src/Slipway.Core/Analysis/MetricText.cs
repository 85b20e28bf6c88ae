using System.Globalization;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Analysis;

/// <summary>Values, limits and rules as sentences show them; the same for every culture.</summary>
internal static class MetricText
{
    public static string Value(MetricName metric, double value) => metric switch
    {
        MetricName.ErrorRate => Percent(value),
        MetricName.RequestRate => Number(value) + "/s",
        _ => Number(value) + " ms",
    };

    public static string Percent(double fraction) => (fraction * 100).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    public static string Number(double value) => value.ToString(value < 10 ? "0.##" : "0.#", CultureInfo.InvariantCulture);

    /// <summary>An e-value by its logarithm: <c>0.31</c>, <c>134.2</c>, <c>over a million</c>.</summary>
    public static string Evidence(double logE) => logE > Math.Log(1e6) ? "over a million" : Number(Math.Exp(logE));

    /// <summary>A measured time, which is not exact to begin with, in whole seconds.</summary>
    public static string Time(TimeSpan time) =>
        SpecDuration.Format(time < TimeSpan.FromSeconds(1) ? time : TimeSpan.FromSeconds(Math.Round(time.TotalSeconds)));

    /// <summary><c>error-rate ≤ 1 % for 1m</c>, <c>error-rate ≤ 1 % over 5m and 1h</c>.</summary>
    public static string Rule(AnalysisRule rule)
    {
        var limit = rule.Max is { } max ? $"≤ {Value(rule.Metric, max)}" : $"≥ {Value(rule.Metric, rule.Min ?? 0)}";
        return $"{rule.Metric.Label()} {limit} {(rule.Windows is { } windows ? $"over {Times(windows)}" : $"for {SpecDuration.Format(rule.For)}")}";
    }

    /// <summary><c>5m, 1h and 6h</c>.</summary>
    public static string Times(IReadOnlyList<TimeSpan> times) =>
        $"{string.Join(", ", times.SkipLast(1).Select(SpecDuration.Format))} and {SpecDuration.Format(times[^1])}";

    /// <summary><c>limit 1 %</c>, <c>limit at least 10/s</c>.</summary>
    public static string Limit(AnalysisRule rule) => rule.Max is { } max
        ? $"limit {Value(rule.Metric, max)}"
        : $"limit at least {Value(rule.Metric, rule.Min ?? 0)}";

    /// <summary><c>1 request</c>, <c>646 requests</c>.</summary>
    public static string Requests(long count) => count == 1 ? "1 request" : $"{count} requests";
}
