using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.Core.Import.Judging;

/// <summary>A condition that compares one result with one number: <c>result[0] >= 0.95</c>.</summary>
/// <param name="IsBelow">Whether it holds below the number.</param>
/// <param name="LetsNothingPass">Whether it also holds where there is no data.</param>
internal sealed partial record Comparison(bool IsBelow, double Number, bool LetsNothingPass)
{
    private const int MatchMilliseconds = 1000;
    private const int MaxLength = 1024;

    /// <summary>Null: it is another condition.</summary>
    public static Comparison? Parse(string condition)
    {
        if (condition.Length > MaxLength)
            return null;
        var match = Shape.Match(condition.Trim());
        if (!match.Success || !double.TryParse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        return new Comparison(match.Groups["sign"].Value[0] == '<', number, match.Groups["empty"].Success);
    }

    /// <summary>Holds exactly where this does not.</summary>
    public Comparison Opposite() => this with { IsBelow = !IsBelow };

    [GeneratedRegex(@"^(?<empty>(?:len\(result\)\s*==\s*0|isNaN\(result(?:\[0\])?\))\s*(?:\|\||or)\s*)?result(?:\[0\])?\s*(?<sign><=|>=|<|>)\s*(?<number>[0-9.]+(?:e-?[0-9]+)?)$", RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex Shape { get; }
}
