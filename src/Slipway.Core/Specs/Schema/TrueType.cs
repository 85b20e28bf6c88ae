using System.Text.Json.Nodes;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A key that is either there, with <c>true</c>, or not.</summary>
internal sealed class TrueType : ScalarType<bool>
{
    public override string Shape => "true";

    public override string? Format(bool value) => value ? "true" : null;

    public override JsonObject JsonSchema() => new() { ["const"] = true };

    protected override ScalarFault? Read(ScalarNode scalar, out bool value)
    {
        value = true;
        return scalar is { Plain: true, Text: "true" } ? null : NotOfShape(scalar, "leave the key out to do without it");
    }
}
