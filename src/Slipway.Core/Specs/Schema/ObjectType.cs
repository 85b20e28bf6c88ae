using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>
/// A map with known keys that becomes a <typeparamref name="T"/>. It starts from a seed, which holds the defaults,
/// and puts the value of each key that is there into it, in the order in which the keys are declared here.
/// </summary>
internal sealed class ObjectType<T>(T seed) : SpecType<T>
{
    private ImmutableArray<SpecField<T>> _fields = [];
    private ImmutableArray<string> _oneOf = [];
    private ImmutableArray<Action<SpecCursor>> _shapeRules = [];
    private ImmutableArray<Action<T, SpecCursor>> _rules = [];

    public override string Shape => "a map of keys";

    public override IReadOnlyList<SpecField> Fields => _fields;

    public ObjectType<T> Required<TValue>(
        string key, SpecType<TValue> type, Func<T, TValue?> get, Func<T, TValue, T> set, string description, string? example = null) =>
        With(new SpecField<T, TValue>(type, seed, get, set) { Key = key, Description = description, Example = example, Required = true });

    public ObjectType<T> Optional<TValue>(
        string key, SpecType<TValue> type, Func<T, TValue?> get, Func<T, TValue, T> set, string description, string? example = null) =>
        With(new SpecField<T, TValue>(type, seed, get, set) { Key = key, Description = description, Example = example });

    /// <summary>As <see cref="Optional"/>, and written out in the template.</summary>
    public ObjectType<T> Started<TValue>(
        string key, SpecType<TValue> type, Func<T, TValue?> get, Func<T, TValue, T> set, string description, string? example = null) =>
        With(new SpecField<T, TValue>(type, seed, get, set) { Key = key, Description = description, Example = example, Started = true });

    /// <summary>One of these keys must be there, and only one.</summary>
    public ObjectType<T> ExactlyOneOf(params string[] keys) => Changed(t => t._oneOf = [.. keys]);

    /// <summary>A rule about which keys are there; asked whatever else is wrong.</summary>
    public ObjectType<T> ShapeRule(Action<SpecCursor> rule) => Changed(t => t._shapeRules = _shapeRules.Add(rule));

    /// <summary>A rule about the values; asked when each of them is good by itself.</summary>
    public ObjectType<T> Rule(Action<T, SpecCursor> rule) => Changed(t => t._rules = _rules.Add(rule));

    public override bool TryRead(SpecCursor at, [MaybeNullWhen(false)] out T value)
    {
        value = seed;
        var before = at.Problems.Count;
        if (at.Node is not MapNode and not ScalarNode { IsNull: true })
        {
            at.Error($"must be a map of keys, not {at.Node.Kind}", $"known keys: {KnownKeys}");
            return false;
        }

        var keys = (at.Node as MapNode)?.Entries ?? [];
        MapKeys.ReportDuplicates(at, keys);
        ReportUnknown(at, keys);
        ReportMissing(at);
        foreach (var field in _fields.Where(f => at.Has(f.Key)))
            field.TryRead(at.Key(field.Key), at.Problems.Count == before, ref value);
        foreach (var rule in _shapeRules)
            rule(at);
        if (at.Problems.Count > before)
            return false;
        foreach (var rule in _rules)
            rule(value, at);
        return at.Problems.Count == before;
    }

    public override string? Format(T value)
    {
        var pairs = _fields.Select(f => f.Format(value)).OfType<string>().ToList();
        return pairs.Count == 0 ? null : $"{{ {string.Join(", ", pairs)} }}";
    }

    public override JsonObject JsonSchema()
    {
        var properties = new JsonObject();
        foreach (var field in _fields)
            properties[field.Key] = FieldSchema.Of(field);
        var required = _fields.Where(f => f.Required).Select(f => (JsonNode)f.Key).ToArray();
        var mayBeEmpty = required.Length == 0 && _oneOf.IsEmpty;
        var schema = new JsonObject
        {
            ["type"] = mayBeEmpty ? new JsonArray("object", "null") : "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (required.Length > 0)
            schema["required"] = new JsonArray(required);
        if (!_oneOf.IsEmpty)
            schema["oneOf"] = new JsonArray([.. _oneOf.Select(k => new JsonObject { ["required"] = new JsonArray(k) })]);
        return schema;
    }

    private string KnownKeys => string.Join(", ", _fields.Select(f => f.Key));

    private void ReportUnknown(SpecCursor at, IReadOnlyList<MapEntry> keys)
    {
        foreach (var (key, _) in keys.Where(e => _fields.All(f => f.Key != e.Key.Text)).Take(SpecProblems.MaxErrors))
        {
            var meant = Likeness.Nearest(key.Text, _fields.Select(f => f.Key));
            at.ErrorAtKey(key, "is not a key here", meant is null ? $"known keys: {KnownKeys}" : $"did you mean '{meant}'?");
        }
    }

    private void ReportMissing(SpecCursor at)
    {
        foreach (var field in _fields.Where(f => f.Required && !at.Has(f.Key)))
            at.Key(field.Key).Error("is missing", field.Example is { } example && !example.Contains('\n') ? $"for example '{field.Key}: {example}'" : $"it is {field.Type.Shape}");
        var present = _oneOf.Where(at.Has).ToList();
        if (!_oneOf.IsEmpty && present.Count == 0)
            at.Error($"needs {(_oneOf.Length == 1 ? $"the key {_oneOf[0]}" : $"one of the keys {Listed(_oneOf)}")}");
        else if (present.Count > 1)
            at.Error($"has {Listed(present)}", $"give only one of {Listed(_oneOf)}");
    }

    private static string Listed(IReadOnlyList<string> keys) => $"{string.Join(", ", keys.SkipLast(1))} and {keys[^1]}";

    private ObjectType<T> With(SpecField<T> field) => Changed(t => t._fields = _fields.Add(field));

    /// <summary>A changed copy: a type that is in use never changes.</summary>
    private ObjectType<T> Changed(Action<ObjectType<T>> change)
    {
        var copy = new ObjectType<T>(seed) { _fields = _fields, _oneOf = _oneOf, _shapeRules = _shapeRules, _rules = _rules };
        change(copy);
        return copy;
    }
}
