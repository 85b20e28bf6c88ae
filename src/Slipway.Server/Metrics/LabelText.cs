using System.Globalization;
using System.Text;

namespace Slipway.Server.Metrics;

/// <summary>The labels of a series as they are written: <c>kind="apply",outcome="done"</c>, in the order of their names, so that equal ones are equal text.</summary>
internal static class LabelText
{
    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var labels = new List<(string Name, string Value)>(tags.Length);
        foreach (var (name, value) in tags)
        {
            // An empty label is none to Prometheus, and a page with a name twice is none at all.
            var label = PrometheusName.Label(name);
            if (Text(value) is { Length: > 0 } text && !labels.Exists(one => one.Name == label))
                labels.Add((label, text));
        }

        labels.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var written = new StringBuilder();
        foreach (var (name, value) in labels)
            Append(written, name, value);
        return written.ToString();
    }

    /// <summary>Adds a label behind the others.</summary>
    public static StringBuilder Append(StringBuilder labels, string name, string value)
    {
        if (labels.Length > 0)
            labels.Append(',');
        labels.Append(name).Append("=\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => labels.Append(@"\\"),
                '"' => labels.Append("\\\""),
                '\n' => labels.Append(@"\n"),
                _ => labels.Append(c),
            };
        }

        return labels.Append('"');
    }

    private static string? Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
