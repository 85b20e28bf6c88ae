using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Kubernetes.Targets.Manifests;

/// <summary>
/// Several documents of YAML or JSON as JSON objects, with scalars as kubectl reads them: YAML 1.1, where <c>yes</c> is true and
/// <c>0644</c> is octal. Aliases and merge keys are followed, within a bound.
/// </summary>
internal sealed class YamlDocuments
{
    /// <summary>Aliases of aliases grow without end; no real manifest comes near.</summary>
    private const int MaxNodes = 500_000;

    private const int MaxDepth = 100;
    private const string MergeKey = "<<";

    private readonly string _name;
    private int _nodes;

    private YamlDocuments(string name) => _name = name;

    /// <param name="name">Of the file, for messages.</param>
    /// <exception cref="FormatException">It is not YAML, or no objects; with file and line, and without what is there: it may be a Secret's.</exception>
    public static IReadOnlyList<ManifestDocument> Read(string text, string name)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException broken)
        {
            throw new FormatException($"{name}:{broken.Start.Line}: is not YAML: check indentation, quotes, brackets and keys that stand twice, there and on the line above", broken);
        }
        catch (Exception broken) when (broken is ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"{name}: is not YAML", broken);
        }

        var reader = new YamlDocuments(name);
        return [.. yaml.Documents.SelectMany(document => reader.Objects(document.RootNode))];
    }

    private IEnumerable<ManifestDocument> Objects(YamlNode root)
    {
        var place = $"{_name}:{root.Start.Line}";
        switch (Convert(root, 0))
        {
            case null:
                yield break;
            case JsonObject list when (string?)(list["kind"] as JsonValue) is { } kind && kind.EndsWith("List", StringComparison.Ordinal) && list["items"] is JsonArray items:
                foreach (var item in items)
                    yield return new ManifestDocument(item?.DeepClone() as JsonObject ?? throw new FormatException($"{place}: an item of the {kind} is no object"), place);
                break;
            case JsonObject item:
                yield return new ManifestDocument(item, place);
                break;
            default:
                throw new FormatException($"{place}: is no object: a document has apiVersion, kind and metadata");
        }
    }

    private JsonNode? Convert(YamlNode node, int depth)
    {
        if (++_nodes > MaxNodes || depth > MaxDepth)
            throw new FormatException($"{_name}:{node.Start.Line}: has more than {MaxNodes} values, or {MaxDepth} within each other: is an alias used within itself?");
        return node switch
        {
            YamlMappingNode map => Map(map, depth),
            YamlSequenceNode list => new JsonArray([.. list.Select(item => Convert(item, depth + 1))]),
            YamlScalarNode { Style: ScalarStyle.Plain } plain when plain.Tag.IsEmpty || plain.Tag.IsNonSpecific => Plain(plain.Value ?? ""),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value ?? ""),
            _ => throw new FormatException($"{_name}:{node.Start.Line}: is not YAML that Kubernetes takes"),
        };
    }

    private JsonObject Map(YamlMappingNode map, int depth)
    {
        var json = new JsonObject();
        foreach (var (key, value) in map)
        {
            if (key is not YamlScalarNode { Value: { } name })
                throw new FormatException($"{_name}:{key.Start.Line}: has a key that is no text");
            if (name != MergeKey)
                json[name] = Convert(value, depth + 1);
        }

        if (map.Children.TryGetValue(new YamlScalarNode(MergeKey), out var merged))
        {
            foreach (var source in merged is YamlSequenceNode several ? several.Children : [merged])
            {
                foreach (var (name, value) in Convert(source, depth + 1) as JsonObject ?? [])
                    json.TryAdd(name, value?.DeepClone());
            }
        }

        return json;
    }

    private static JsonValue? Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => JsonValue.Create(true),
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => JsonValue.Create(false),
        _ => Number(text) ?? JsonValue.Create(text),
    };

    private static JsonValue? Number(string text)
    {
        var digits = text.TrimStart('+', '-');
        if (digits.Length == 0 || !(char.IsAsciiDigit(digits[0]) || digits[0] == '.'))
            return null;
        var sign = text[0] == '-' ? -1 : 1;
        if (digits.StartsWith("0x", StringComparison.Ordinal))
            return long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? JsonValue.Create(sign * hex) : null;
        var octal = digits.StartsWith("0o", StringComparison.Ordinal) ? digits[2..] : digits.Length > 1 && digits[0] == '0' ? digits[1..] : null;
        if (octal is { Length: > 0 and < 20 } && octal.All(c => c is >= '0' and <= '7'))
            return JsonValue.Create(sign * System.Convert.ToInt64(octal, 8));
        if (digits.All(char.IsAsciiDigit))
            return octal is null && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : null;
        // What JSON writes as a number comes to the server as it stands.
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) && digits.All(c => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-')
            ? JsonSerializer.SerializeToNode(real) as JsonValue
            : null;
    }
}
