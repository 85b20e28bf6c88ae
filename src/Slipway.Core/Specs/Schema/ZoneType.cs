using System.Text.Json.Nodes;
using NodaTime;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>The IANA name of a time zone. One that is not known is never taken for another.</summary>
internal sealed class ZoneType : ScalarType<string>
{
    public override string Shape => "an IANA time zone such as Europe/London or UTC";

    public override string Format(string value) => YamlWord.Of(value);

    public override JsonObject JsonSchema() => new() { ["type"] = "string" };

    protected override ScalarFault? Read(ScalarNode scalar, out string value)
    {
        value = scalar.Text;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(value) is not null)
            return null;
        var meant = Meant(value);
        return new ScalarFault($"'{scalar.Shown}' is not a time zone", meant is null ? $"it is {Shape}" : $"did you mean '{meant}'?");
    }

    /// <summary>Of the names that people use: those of places, whose first letters also find a city without its continent.</summary>
    private static string? Meant(string text)
    {
        var places = DateTimeZoneProviders.Tzdb.Ids.Where(id => !id.StartsWith("Etc/", StringComparison.Ordinal)).ToList();
        return Likeness.Nearest(text, places)
            ?? (Likeness.Nearest(text, places.Select(City)) is { } city ? places.First(id => City(id) == city) : null);
    }

    private static string City(string id) => id[(id.LastIndexOf('/') + 1)..];
}
