using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A map of settings, or <c>off</c>, which reads as null.</summary>
internal sealed class OrOffType<T>(SpecType<T> on) : SpecType<T?>
    where T : class
{
    public override string Shape => $"off, or {on.Shape}";

    public override IReadOnlyList<SpecField> Fields => on.Fields;

    public override string? Format(T? value) => value is null ? "off" : on.Format(value);

    public override JsonObject JsonSchema() =>
        new() { ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray("off", false) }, on.JsonSchema()) };

    public override bool TryRead(SpecCursor at, [MaybeNullWhen(false)] out T? value)
    {
        value = null;
        // Older YAML reads a bare off as false, and editors may rewrite it so.
        if (at.Node is ScalarNode { Text: "off" or "false" })
            return true;
        if (at.Node is not ScalarNode { IsNull: false } scalar)
            return on.TryRead(at, out value);
        at.Error($"must be {Shape}, not {scalar.Kind}");
        return false;
    }
}
