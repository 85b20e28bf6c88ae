using System.Globalization;
using Slipway.Core.Values;

namespace Slipway.Core.Gates.Approvals;

/// <summary>Whether a new version changes the first number of the old one. Pure.</summary>
public static class MajorChange
{
    /// <summary>True as well where nothing ran before, or where a version does not begin with a number: what cannot be told is asked about.</summary>
    public static bool Is(ReleaseVersion? from, ReleaseVersion to) =>
        from is not { } before || Number(before) is not { } old || Number(to) is not { } now || old != now;

    private static int? Number(ReleaseVersion version)
    {
        var text = version.ToString();
        text = text.StartsWith('v') ? text[1..] : text;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
