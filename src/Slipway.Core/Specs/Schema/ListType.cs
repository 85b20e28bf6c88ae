using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A list of one kind of item.</summary>
/// <param name="items">What it is a list of, in the plural.</param>
/// <param name="rule">A rule about the items together; asked when each of them is good.</param>
internal sealed class ListType<T>(SpecType<T> item, string items, int min = 0, int max = 100, Action<IReadOnlyList<T>, SpecCursor>? rule = null)
    : SpecType<IReadOnlyList<T>>
{
    public override string Shape => $"a list of {items}";

    public override IReadOnlyList<SpecField> Fields => item.Fields;

    public override string FieldsPath => "[]" + item.FieldsPath;

    public override bool TryRead(SpecCursor at, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        var before = at.Problems.Count;
        if (at.Node is not ListNode and not ScalarNode { IsNull: true })
        {
            at.Error($"must be {Shape}, not {at.Node.Kind}", AsList(at.Node));
            return false;
        }

        var count = (at.Node as ListNode)?.Items.Count ?? 0;
        if (count < min)
            at.Error(count == 0 ? "is an empty list" : $"has {(count == 1 ? "1 item" : $"{count} items")}", $"give it at least {(min == 1 ? "one item" : $"{min} items")}");
        if (count > max)
            at.Error($"has {count} items; {max} is the most");
        var read = new List<T>();
        for (var index = 0; index < Math.Min(count, max); index++)
        {
            if (item.TryRead(at.Item(index), out var one))
                read.Add(one);
        }

        if (at.Problems.Count == before)
            rule?.Invoke(read, at);
        value = read;
        return at.Problems.Count == before;
    }

    public override string? Format(IReadOnlyList<T> value) =>
        value.Count == 0 ? null : $"[{string.Join(", ", value.Select(item.Format))}]";

    public override JsonObject JsonSchema()
    {
        var schema = new JsonObject { ["type"] = min == 0 ? new JsonArray("array", "null") : "array", ["items"] = item.JsonSchema(), ["maxItems"] = max };
        if (min > 0)
            schema["minItems"] = min;
        return schema;
    }

    private static string? AsList(SpecNode node) => node is ScalarNode { Text: { Length: < 200 } text } && !text.Contains('\n')
        ? $"write [{string.Join(", ", text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(YamlWord.Of))}]"
        : "begin each item with '- '";
}
