using System.Globalization;

namespace Slipway.Cli.Analyze.Files;

/// <summary>Numbers as people read them, to four digits that count; the same for every culture.</summary>
internal static class Figure
{
    public static string Of(double? value) => value switch
    {
        null or double.NaN => "–",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        0 => "0",
        { } number when Math.Abs(number) is >= 1e6 or < 1e-4 => number.ToString("0.###e0", CultureInfo.InvariantCulture),
        { } number => number.ToString("G4", CultureInfo.InvariantCulture) is var text && text.Contains('E', StringComparison.Ordinal)
            ? Math.Round(number).ToString(CultureInfo.InvariantCulture)
            : text,
    };

    public static string Percent(double fraction) => double.IsFinite(fraction) ? Of(fraction * 100) + " %" : "–";
}
