using System.Text.Json.Nodes;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class FlagType : ScalarType<bool>
{
    public override string Shape => "true or false";

    public override string Format(bool value) => value ? "true" : "false";

    public override JsonObject JsonSchema() => new() { ["type"] = "boolean" };

    protected override ScalarFault? Read(ScalarNode scalar, out bool value)
    {
        value = scalar.Text == "true";
        if (scalar.Text is not ("true" or "false"))
            return NotOfShape(scalar);
        return scalar.Plain ? null : new ScalarFault($"must be {Shape}, not text", "remove the quotes");
    }
}
