using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Text;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A limit in whichever unit; whether it fits the metric is the rule's business.</summary>
internal sealed class LimitType : ScalarType<Limit>
{
    private const double MaxRequestsPerSecond = 1e9;

    public override string Shape => "a percentage (1%), a duration (500ms) or requests per second (10/s), as the metric wants it";

    public override string Format(Limit value) => value.Unit switch
    {
        LimitUnit.Fraction => SpecPercent.Format((decimal)value.Value * 100),
        LimitUnit.Milliseconds => SpecDuration.Format(TimeSpan.FromMilliseconds(value.Value)),
        _ => value.Value.ToString("0.######", CultureInfo.InvariantCulture) + "/s",
    };

    public override JsonObject JsonSchema() => new()
    {
        ["type"] = new JsonArray("string", "number"),
        ["minimum"] = 0,
        ["pattern"] = @"^([0-9]+(\.[0-9]+)?(%|/s)?|([0-9]+(d|h|m|s|ms))+)$",
    };

    protected override ScalarFault? Read(ScalarNode scalar, out Limit value)
    {
        var text = scalar.Text;
        value = new Limit(LimitUnit.Fraction, 0);
        if (SpecPercent.TryParse(text, out var percent) && percent <= 100)
            value = new Limit(LimitUnit.Fraction, (double)(percent / 100));
        else if (SpecDuration.TryParse(text, out var duration) && duration <= TimeSpan.FromDays(DurationType.MaxDays))
            value = new Limit(LimitUnit.Milliseconds, duration.TotalMilliseconds);
        else if (IsRate(text, out var rate))
            value = new Limit(LimitUnit.PerSecond, rate);
        else
            return NotOfShape(scalar);
        return null;
    }

    private static bool IsRate(string text, out double rate)
    {
        var number = text.EndsWith("/s", StringComparison.Ordinal) ? text[..^2] : text;
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out rate) && rate <= MaxRequestsPerSecond;
    }
}
