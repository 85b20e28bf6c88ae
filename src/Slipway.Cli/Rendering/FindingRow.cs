using Slipway.Contracts.Views;
using Spectre.Console;

namespace Slipway.Cli.Rendering;

/// <summary>What one rule found.</summary>
internal static class FindingRow
{
    public static IReadOnlyList<Text> Of(FindingView finding)
    {
        var (sign, style) = Palette.Of(finding.Verdict);
        return [new Text(sign, style), new Text(finding.Sentence)];
    }
}
