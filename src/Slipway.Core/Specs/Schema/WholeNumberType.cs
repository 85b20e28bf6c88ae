using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A whole number between two bounds, both included.</summary>
internal sealed class WholeNumberType(int min, int max) : ScalarType<int>
{
    public override string Shape => $"a whole number from {min} to {max}";

    public override string Format(int value) => value.ToString(CultureInfo.InvariantCulture);

    public override JsonObject JsonSchema() => new() { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max };

    protected override ScalarFault? Read(ScalarNode scalar, out int value)
    {
        if (!int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) || value < min || value > max)
            return NotOfShape(scalar);
        return scalar.Plain ? null : new ScalarFault($"must be {Shape}, not text", "remove the quotes");
    }
}
