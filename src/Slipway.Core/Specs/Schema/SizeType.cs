using System.Text.Json.Nodes;
using Slipway.Core.Specs.Text;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A size in bytes between two bounds, both included.</summary>
internal sealed class SizeType(long min, long max) : ScalarType<long>
{
    public override string Shape => SpecSize.Shape;

    public override string Format(long value) => SpecSize.Format(value);

    public override JsonObject JsonSchema() => new()
    {
        ["type"] = new JsonArray("string", "integer"),
        ["pattern"] = "^[0-9]+(Ki|Mi|Gi|Ti)?$",
    };

    protected override ScalarFault? Read(ScalarNode scalar, out long value)
    {
        if (!SpecSize.TryParse(scalar.Text, out value))
            return NotOfShape(scalar);
        return value < min || value > max ? new ScalarFault($"must be from {SpecSize.Format(min)} to {SpecSize.Format(max)}") : null;
    }
}
