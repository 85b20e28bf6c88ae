using System.Text.Json.Nodes;
using Slipway.Core.Specs.Text;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A duration up to a bound, which is included; 0 only where that means something.</summary>
internal sealed class DurationType(TimeSpan max, bool zero = false) : ScalarType<TimeSpan>
{
    public const int MaxDays = 31;

    public static DurationType Positive { get; } = new(TimeSpan.FromDays(MaxDays));

    public static DurationType OrZero { get; } = new(TimeSpan.FromDays(MaxDays), zero: true);

    public override string Shape => SpecDuration.Shape;

    public override string? Format(TimeSpan value) => value == TimeSpan.Zero && !zero ? null : SpecDuration.Format(value);

    public override JsonObject JsonSchema() => new()
    {
        ["type"] = "string",
        ["pattern"] = @"^(?=[0-9])([0-9]+d)?([0-9]+h)?([0-9]+m(?!s))?([0-9]+s)?([0-9]+ms)?$",
    };

    protected override ScalarFault? Read(ScalarNode scalar, out TimeSpan value)
    {
        if (!SpecDuration.TryParse(scalar.Text, out value))
            return NotOfShape(scalar, scalar.Text.All(char.IsAsciiDigit) ? $"add a unit: {scalar.Shown}s or {scalar.Shown}m" : null);
        if (value == TimeSpan.Zero && !zero)
            return new ScalarFault("must be longer than 0");
        return value > max ? new ScalarFault($"is longer than {SpecDuration.Format(max)}, the most that is possible here") : null;
    }
}
