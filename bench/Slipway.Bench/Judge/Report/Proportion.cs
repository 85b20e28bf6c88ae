namespace Slipway.Bench.Judge.Report;

/// <summary>How many of a number of trials, in percent, with the interval of Wilson (1927) at 95 %.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
public sealed record Proportion(double Percent, double Low, double High)
{
    private const double Z = 1.959964;

    /// <param name="count">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">1 or more.</param>
    public static Proportion Of(int count, int trials)
    {
        double n = trials, part = count / n, z2 = Z * Z;
        var middle = (part + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = Z / (1 + (z2 / n)) * Math.Sqrt((part * (1 - part) / n) + (z2 / (4 * n * n)));
        return new Proportion(Round(100 * part), Round(100 * Math.Max(0, middle - half)), Round(100 * Math.Min(1, middle + half)));
    }

    private static double Round(double percent) => Math.Round(percent, 3);
}
