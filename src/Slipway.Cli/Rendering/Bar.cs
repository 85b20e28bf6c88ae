namespace Slipway.Cli.Rendering;

/// <summary>A bar of characters for something that runs.</summary>
internal static class Bar
{
    private const int Cells = 12;

    /// <param name="fraction">0 to 1; what is outside counts as the nearer end.</param>
    public static string Of(double fraction)
    {
        var part = Math.Clamp(fraction, 0, 1);
        var full = (int)(part * Cells);
        return $"{new string('━', full)}{new string('┄', Cells - full)} {(int)(part * 100),3} %";
    }
}
