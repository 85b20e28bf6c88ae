using System.Text.Json.Nodes;
using Slipway.Core.Specs.Text;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A percentage up to 100 %, in percent; 0 only where that means something.</summary>
internal sealed class PercentType(bool zero) : ScalarType<decimal>
{
    public override string Shape => SpecPercent.Shape;

    public override string Format(decimal value) => SpecPercent.Format(value);

    public override JsonObject JsonSchema() => new() { ["type"] = "string", ["pattern"] = @"^[0-9]+(\.[0-9]+)?%$" };

    protected override ScalarFault? Read(ScalarNode scalar, out decimal value)
    {
        if (!SpecPercent.TryParse(scalar.Text, out value))
            return NotOfShape(scalar, PercentRemedy.For(scalar));
        if (value == 0 && !zero)
            return new ScalarFault("must be above 0%");
        return value > 100 ? new ScalarFault("is above 100%") : null;
    }
}
