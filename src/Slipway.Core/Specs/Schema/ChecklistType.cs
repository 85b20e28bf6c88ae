using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A checklist, or the file that has one.</summary>
internal sealed class ChecklistType : SpecType<ChecklistSpec>
{
    public override string Shape => "a file's path relative to this file, or a map of keys";

    public override IReadOnlyList<SpecField> Fields => ChecklistSchema.Inline.Fields;

    public override string? Format(ChecklistSpec value) => value.File is { } file ? YamlWord.Of(file) : ChecklistSchema.Inline.Format(value);

    public override JsonObject JsonSchema() => new() { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, ChecklistSchema.Inline.JsonSchema()) };

    public override bool TryRead(SpecCursor at, [MaybeNullWhen(false)] out ChecklistSpec value)
    {
        if (at.Node is not ScalarNode { IsNull: false })
            return ChecklistSchema.Inline.TryRead(at, out value);
        var good = TextType.Any.TryRead(at, out var file);
        value = new ChecklistSpec { File = file };
        return good;
    }
}
