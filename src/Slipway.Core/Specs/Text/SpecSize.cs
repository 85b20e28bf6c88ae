using System.Globalization;

namespace Slipway.Core.Specs.Text;

/// <summary>Sizes in bytes as people write them: <c>512Mi</c>, <c>10Ki</c>, <c>1Gi</c>, <c>2Ti</c> or plain bytes. Units are powers of 1,024.</summary>
public static class SpecSize
{
    /// <summary>What one looks like, for error messages.</summary>
    public const string Shape = "a size such as 512Mi, 10Ki, 1Gi or plain bytes";

    private static readonly (string Unit, long Bytes)[] Units =
        [("Ti", 1L << 40), ("Gi", 1L << 30), ("Mi", 1L << 20), ("Ki", 1L << 10), ("", 1)];

    public static bool TryParse(string? text, out long bytes)
    {
        bytes = 0;
        if (string.IsNullOrEmpty(text))
            return false;
        var (unit, factor) = Units.First(u => text.EndsWith(u.Unit, StringComparison.Ordinal));
        if (!long.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > long.MaxValue / factor)
        {
            return false;
        }

        bytes = count * factor;
        return true;
    }

    /// <summary>In the largest unit that says it exactly.</summary>
    public static string Format(long bytes)
    {
        var (unit, factor) = bytes == 0 ? ("", 1) : Units.First(u => bytes % u.Bytes == 0);
        return (bytes / factor).ToString(CultureInfo.InvariantCulture) + unit;
    }
}
