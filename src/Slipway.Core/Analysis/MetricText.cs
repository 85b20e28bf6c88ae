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

    /// <summary><c>error-rate ≤ 1 % for 1m</c>.</summary>
    public static string Rule(AnalysisRule rule) => rule.Max is { } max
        ? $"{rule.Metric.Label()} ≤ {Value(rule.Metric, max)} for {SpecDuration.Format(rule.For)}"
        : $"{rule.Metric.Label()} ≥ {Value(rule.Metric, rule.Min ?? 0)} for {SpecDuration.Format(rule.For)}";

    /// <summary><c>limit 1 %</c>, <c>limit at least 10/s</c>.</summary>
    public static string Limit(AnalysisRule rule) => rule.Max is { } max
        ? $"limit {Value(rule.Metric, max)}"
        : $"limit at least {Value(rule.Metric, rule.Min ?? 0)}";

    /// <summary><c>1 request</c>, <c>646 requests</c>.</summary>
    public static string Requests(long count) => count == 1 ? "1 request" : $"{count} requests";
}
