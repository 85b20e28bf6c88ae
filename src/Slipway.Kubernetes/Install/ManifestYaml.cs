using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Slipway.Kubernetes.Install;

/// <summary>
/// Objects as YAML that people read and compare: blocks, no more quotes than needed, texts of several lines as they are. Always the
/// same for the same object. Whatever a reader could take for something else is quoted as JSON does it, which YAML reads as well.
/// </summary>
internal static partial class ManifestYaml
{
    private const int Step = 2;
    private const int MatchMilliseconds = 1000;

    private static readonly string[] Meant = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

    private static readonly JsonSerializerOptions Quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>With a line at its end.</returns>
    public static string Of(JsonObject item)
    {
        var text = new StringBuilder();
        WriteMembers(text, item, 0, isFirstThere: false);
        return text.ToString();
    }

    /// <param name="isFirstThere">Whether the first member goes behind the dash of a list.</param>
    private static void WriteMembers(StringBuilder text, JsonObject members, int indent, bool isFirstThere)
    {
        foreach (var (index, (name, value)) in members.Index())
        {
            if (index > 0 || !isFirstThere)
                text.Append(' ', indent);
            text.Append(Scalar(name)).Append(':');
            WriteValue(text, value, indent);
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode? value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members:
                text.Append('\n');
                WriteMembers(text, members, indent + Step, isFirstThere: false);
                break;
            case JsonArray { Count: > 0 } items:
                text.Append('\n');
                WriteItems(text, items, indent);
                break;
            case JsonValue one when one.GetValueKind() == JsonValueKind.String && IsBlock(one.GetValue<string>()):
                WriteBlock(text, one.GetValue<string>(), indent + Step);
                break;
            default:
                text.Append(' ').Append(Inline(value)).Append('\n');
                break;
        }
    }

    private static void WriteItems(StringBuilder text, JsonArray items, int indent)
    {
        foreach (var item in items)
        {
            text.Append(' ', indent).Append("- ");
            if (item is JsonObject { Count: > 0 } members)
                WriteMembers(text, members, indent + Step, isFirstThere: true);
            else
                text.Append(Inline(item)).Append('\n');
        }
    }

    /// <summary>Lines that begin and end with neither blank nor tab need no word about how they are meant.</summary>
    private static bool IsBlock(string value) =>
        value.Contains('\n') && value[0] is not (' ' or '\t' or '\n') && !value.EndsWith("\n\n", StringComparison.Ordinal)
        && value.All(c => c is '\n' or (>= ' ' and not '\u007f' and not '\u0085' and not '\u2028' and not '\u2029' and not '\ufeff') && !char.IsSurrogate(c));

    private static void WriteBlock(StringBuilder text, string value, int indent)
    {
        var ends = value.EndsWith('\n');
        text.Append(ends ? " |\n" : " |-\n");
        foreach (var line in (ends ? value[..^1] : value).Split('\n'))
            _ = line.Length == 0 ? text.Append('\n') : text.Append(' ', indent).Append(line).Append('\n');
    }

    private static string Inline(JsonNode? value) => value switch
    {
        JsonValue one when one.GetValueKind() == JsonValueKind.String => Scalar(one.GetValue<string>()),
        null => "null",
        _ => value.ToJsonString(Quoted),
    };

    private static string Scalar(string value) =>
        Plain().IsMatch(value) && !Meant.Contains(value, StringComparer.OrdinalIgnoreCase) ? value : JsonSerializer.Serialize(value, Quoted);

    [GeneratedRegex(@"^-{0,2}[A-Za-z/_][A-Za-z0-9_./@+=-]*(:[A-Za-z0-9_./@+=-]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: MatchMilliseconds)]
    private static partial Regex Plain();
}
