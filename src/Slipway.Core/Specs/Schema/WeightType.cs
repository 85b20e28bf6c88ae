using System.Text.Json.Nodes;
using Slipway.Core.Specs.Text;
using Slipway.Core.Specs.Yaml;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Schema;

/// <summary>A weight of the new version: above 0 % and up to 100 %, in steps of 0.01 %.</summary>
internal sealed class WeightType : ScalarType<Weight>
{
    public override string Shape => SpecPercent.Shape;

    public override string Format(Weight value) => SpecPercent.Format(value.Percent);

    public override JsonObject JsonSchema() => new() { ["type"] = "string", ["pattern"] = @"^[0-9]+(\.[0-9]{1,2})?%$" };

    protected override ScalarFault? Read(ScalarNode scalar, out Weight value)
    {
        value = default;
        if (!SpecPercent.TryParse(scalar.Text, out var percent))
            return NotOfShape(scalar, PercentRemedy.For(scalar));
        if (!Weight.TryFromPercent(percent, out value))
            return new ScalarFault($"'{scalar.Shown}' is no weight", "0.01% to 100%, with at most two decimals");
        return value.IsZero ? new ScalarFault("must be above 0%", "leave it out: every rollout begins at 0%") : null;
    }
}
