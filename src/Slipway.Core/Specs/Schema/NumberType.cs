using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A number between two bounds, both included.</summary>
internal sealed class NumberType(double min, double max) : ScalarType<double>
{
    public override string Shape => $"a number from {Format(min)} to {Format(max)}";

    public override string Format(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    public override JsonObject JsonSchema() => new() { ["type"] = "number", ["minimum"] = min, ["maximum"] = max };

    protected override ScalarFault? Read(ScalarNode scalar, out double value)
    {
        if (!double.TryParse(scalar.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
            || !(value >= min && value <= max))
        {
            return NotOfShape(scalar);
        }

        return scalar.Plain ? null : new ScalarFault($"must be {Shape}, not text", "remove the quotes");
    }
}
