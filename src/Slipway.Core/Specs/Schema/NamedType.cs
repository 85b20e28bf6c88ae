using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A map whose keys are names that the user gives.</summary>
/// <param name="names">What the keys are, as in "a map of …".</param>
/// <param name="isName">Whether a key is a good name; <paramref name="nameShape"/> says how one looks.</param>
/// <param name="namePattern">The same as a JSON Schema pattern.</param>
internal sealed class NamedType<T>(
    SpecType<T> item, string names, Func<string, bool> isName, string nameShape, string namePattern, int min = 0, int max = 100)
    : SpecType<IReadOnlyList<KeyValuePair<string, T>>>
{
    public override string Shape => $"a map of {names}";

    public override IReadOnlyList<SpecField> Fields => item.Fields;

    public override string FieldsPath => ".<name>" + item.FieldsPath;

    public override bool TryRead(SpecCursor at, [MaybeNullWhen(false)] out IReadOnlyList<KeyValuePair<string, T>> value)
    {
        value = null;
        var before = at.Problems.Count;
        if (at.Node is not MapNode and not ScalarNode { IsNull: true })
        {
            at.Error($"must be {Shape}, not {at.Node.Kind}", "write 'name: value', one a line");
            return false;
        }

        var entries = (at.Node as MapNode)?.Entries ?? [];
        if (entries.Count < min)
            at.Error("is empty", $"give at least {min}");
        if (entries.Count > max)
            at.Error($"has {entries.Count} entries; {max} is the most");
        MapKeys.ReportDuplicates(at, entries);
        var read = new List<KeyValuePair<string, T>>();
        foreach (var (key, node) in entries.Take(max))
        {
            if (!isName(key.Text))
                at.ErrorAtKey(key, "is not a good name", nameShape);
            if (item.TryRead(at with { Node = node, Path = at.PathOf(key.Shown) }, out var one))
                read.Add(new(key.Text, one));
        }

        value = read;
        return at.Problems.Count == before;
    }

    public override string? Format(IReadOnlyList<KeyValuePair<string, T>> value) =>
        value.Count == 0 ? null : $"{{ {string.Join(", ", value.Select(p => $"{p.Key}: {item.Format(p.Value)}"))} }}";

    public override JsonObject JsonSchema()
    {
        var schema = new JsonObject
        {
            ["type"] = min == 0 ? new JsonArray("object", "null") : "object",
            ["patternProperties"] = new JsonObject { [namePattern] = item.JsonSchema() },
            ["additionalProperties"] = false,
            ["maxProperties"] = max,
        };
        if (min > 0)
            schema["minProperties"] = min;
        return schema;
    }
}
