using System.Globalization;

namespace Slipway.Core.Specs.Text;

/// <summary>Percentages as people write them: <c>5%</c>, <c>0.5%</c>. Never negative, at most six decimals.</summary>
public static class SpecPercent
{
    /// <summary>What one looks like, for error messages.</summary>
    public const string Shape = "a percentage such as 5% or 0.5%";

    private const int MaxLength = 16;
    private const int MaxDecimals = 6;

    /// <param name="percent">In percent: 5 for <c>5%</c>.</param>
    public static bool TryParse(string? text, out decimal percent)
    {
        percent = 0;
        return text is { Length: > 1 and <= MaxLength }
            && text[^1] == '%'
            && char.IsAsciiDigit(text[0])
            && char.IsAsciiDigit(text[^2])
            && decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out percent)
            && decimal.Round(percent, MaxDecimals) == percent;
    }

    public static string Format(decimal percent) => percent.ToString("0.######", CultureInfo.InvariantCulture) + "%";
}
