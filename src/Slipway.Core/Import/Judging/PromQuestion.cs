using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Import.Judging;

/// <summary>A question in PromQL whose meaning is certain: it is one of the few shapes in which everybody asks for errors and latencies.</summary>
/// <param name="Metric">What it measures.</param>
/// <param name="IsSuccess">Whether it measures what went well, so that more is better.</param>
/// <param name="Scale">Times the answer: a fraction, or milliseconds.</param>
internal sealed partial record PromQuestion(MetricName Metric, bool IsSuccess, double Scale)
{
    private const int MatchMilliseconds = 1000;

    /// <summary>Longer ones are no shape that everybody knows.</summary>
    private const int MaxLength = 4096;

    private static readonly string[] StatusLabels = ["code", "status", "status_code", "response_code", "http_status", "http_status_code", "http_response_status_code"];

    private static readonly string[] ServerErrors = ["5..", "5.*", "5.+", "^5.*", "^5..", "5xx", "5[0-9]{2}", "5[0-9][0-9]", "5\\\\d\\\\d", "5\\d\\d", "^5..$"];

    /// <summary>Null: what it means is not certain, or nothing that Slipway measures.</summary>
    public static PromQuestion? Recognise(string query)
    {
        if (query.Length > MaxLength)
            return null;
        // Placeholders may hold braces, which would end a selector.
        var text = Blank.Replace(Placeholder.Replace(query, "X"), " ").Trim();
        return Share(text) ?? Latency(text);
    }

    private static PromQuestion? Share(string text)
    {
        var match = ShareShape.Match(text);
        if (!match.Success || match.Groups["m1"].Value != match.Groups["m2"].Value || match.Groups["w1"].Value != match.Groups["w2"].Value)
            return null;
        var (part, all) = (Matchers(match.Groups["s1"].Value), Matchers(match.Groups["s2"].Value));
        var only = part.Except(all, StringComparer.Ordinal).ToList();
        if (only.Count != 1 || all.Except(part, StringComparer.Ordinal).Any() || Success(only[0]) is not { } success)
            return null;
        // 1 - share turns the one into the other.
        var inverted = match.Groups["one"].Success;
        return new PromQuestion(MetricName.ErrorRate, success != inverted, match.Groups["hundred"].Success ? 0.01 : 1);
    }

    /// <summary>Whether a matcher takes everything but server errors, or nothing but them; null: neither.</summary>
    private static bool? Success(string matcher)
    {
        var match = MatcherShape.Match(matcher);
        if (!match.Success || !StatusLabels.Contains(match.Groups["label"].Value) || !ServerErrors.Contains(match.Groups["value"].Value))
            return null;
        return match.Groups["not"].Success;
    }

    private static PromQuestion? Latency(string text)
    {
        var match = LatencyShape.Match(text);
        if (!match.Success || !double.TryParse(match.Groups["q"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quantile))
            return null;
        MetricName? metric = quantile switch
        {
            0.5 => MetricName.LatencyP50,
            0.9 => MetricName.LatencyP90,
            0.95 => MetricName.LatencyP95,
            0.99 => MetricName.LatencyP99,
            0.999 => MetricName.LatencyP999,
            _ => null,
        };
        var name = match.Groups["m"].Value;
        double? scale = name.Contains("milliseconds", StringComparison.Ordinal) || name.EndsWith("_ms", StringComparison.Ordinal) ? 1
            : name.Contains("seconds", StringComparison.Ordinal) ? 1000
            : null;
        if (metric is null || scale is null)
            return null;
        return new PromQuestion(metric.Value, IsSuccess: false, match.Groups["thousand"].Success ? scale.Value / 1000 : scale.Value);
    }

    private static List<string> Matchers(string selector) =>
        [.. MatcherSplit.Matches(selector).Select(match => match.Value.Replace(" ", "", StringComparison.Ordinal))];

    [GeneratedRegex(@"\{\{[^{}]*\}\}", RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex Blank { get; }

    [GeneratedRegex(@"[A-Za-z_]\w*\s*(?:=~|!~|!=|=)\s*""[^""]*""", RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex MatcherSplit { get; }

    [GeneratedRegex("""^(?<label>\w+)(?:=~|(?<not>!~))"(?<value>[^"]*)"$""", RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex MatcherShape { get; }

    [GeneratedRegex("""
        ^(?<one>1\ ?-\ ?)?\(?\ ?
        sum\ ?\(\ ?(?:rate|irate|increase)\ ?\(\ ?(?<m1>[A-Za-z_:][\w:]*)\ ?(?:\{(?<s1>[^{}]*(?:\{\d\}[^{}]*)?)\})?\ ?\[(?<w1>[^\]]+)\]\ ?\)\ ?\)
        \ ?/\ ?
        sum\ ?\(\ ?(?:rate|irate|increase)\ ?\(\ ?(?<m2>[A-Za-z_:][\w:]*)\ ?(?:\{(?<s2>[^{}]*)\})?\ ?\[(?<w2>[^\]]+)\]\ ?\)\ ?\)
        \ ?\)?\ ?(?<hundred>\*\ ?100)?$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex ShareShape { get; }

    [GeneratedRegex("""
        ^histogram_quantile\ ?\(\ ?(?<q>[0-9.]+)\ ?,\ ?
        sum\ ?(?<by1>by\ ?\(\ ?le\ ?\)\ ?)?\(\ ?(?:rate|irate|increase)\ ?\(\ ?(?<m>[A-Za-z_:][\w:]*)_bucket\ ?(?:\{[^{}]*\})?\ ?\[[^\]]+\]\ ?\)\ ?\)
        \ ?(?:by\ ?\(\ ?le\ ?\)\ ?)?\)\ ?(?<thousand>\*\ ?1000)?$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex LatencyShape { get; }
}
