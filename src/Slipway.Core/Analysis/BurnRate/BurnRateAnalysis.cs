namespace Slipway.Core.Analysis.BurnRate;

/// <summary>How fast an error budget burns. Source: The Site Reliability Workbook, chapter 5.</summary>
/// <remarks>
/// burn = errors / requests / (1 − SLO), over all that lies in (now − window, now]. Reckoned in decimals: a rate that is
/// exactly at its limit, such as 1.44 % for a factor of 14.4 at 99.9 %, does not fire by a rounding of 1 − 0.999.
/// </remarks>
public static class BurnRateAnalysis
{
    /// <summary>Problems told at once.</summary>
    private const int MaxProblems = 20;

    private const double MaxFactor = 1_000_000;

    /// <param name="input">One without <see cref="Problems"/>.</param>
    /// <exception cref="ArgumentException">It has some.</exception>
    public static BurnRateResult Judge(BurnRateInput input)
    {
        var problems = Problems(input);
        if (problems.Count > 0)
            throw new ArgumentException(string.Join("; ", problems), nameof(input));
        var budget = 1 - (decimal)input.Slo;
        var windows = input.Windows.Select(window => Over(window, input.Series, budget)).ToList();
        var spent = Burn(input.Series, 0, budget);
        return new BurnRateResult(windows.Any(w => w.Firing), windows, (double?)(1 - spent));
    }

    /// <summary>What is wrong with an input, each with its place, such as <c>series[3].errors</c>; empty when all is well. At most 20.</summary>
    public static IReadOnlyList<string> Problems(BurnRateInput input) =>
        [.. OfSlo(input.Slo).Concat(OfWindows(input.Windows)).Concat(OfSeries(input.Series)).Take(MaxProblems)];

    private static WindowBurn Over(BurnRateWindow window, IReadOnlyList<BurnRatePoint> series, decimal budget)
    {
        var (inLong, inShort) = (Burn(series, First(series, window.Long), budget), Burn(series, First(series, window.Short), budget));
        var factor = (decimal)window.Factor;
        return new WindowBurn(window, (double?)inLong, (double?)inShort, inLong > factor && inShort > factor);
    }

    /// <summary>The first point after now − <paramref name="window"/>.</summary>
    private static int First(IReadOnlyList<BurnRatePoint> series, TimeSpan window)
    {
        var now = series[^1].At;
        var first = series.Count - 1;
        while (first > 0 && now - series[first - 1].At < window)
            first--;
        return first;
    }

    private static decimal? Burn(IReadOnlyList<BurnRatePoint> series, int first, decimal budget)
    {
        var (total, errors) = (0m, 0m);
        for (var index = first; index < series.Count; index++)
            (total, errors) = (total + series[index].Total, errors + series[index].Errors);
        return total == 0 ? null : errors / total / budget;
    }

    private static IEnumerable<string> OfSlo(double slo)
    {
        // One so near to 1 that no budget is left in decimals is none that anybody keeps.
        if (!(slo > 0 && slo < 1) || (decimal)slo is <= 0 or >= 1)
            yield return $"slo: {slo} is not between 0 and 1, such as 0.999";
    }

    private static IEnumerable<string> OfWindows(IReadOnlyList<BurnRateWindow> windows)
    {
        if (windows.Count == 0)
            yield return "windows: is empty, at least one is needed";
        for (var index = 0; index < windows.Count; index++)
        {
            var window = windows[index];
            if (window.Short <= TimeSpan.Zero)
                yield return $"windows[{index}].short: must be longer than 0";
            if (window.Long <= window.Short)
                yield return $"windows[{index}].long: must be longer than the short window";
            if (!(window.Factor is > 0 and <= MaxFactor))
                yield return $"windows[{index}].factor: {window.Factor} is not above 0 and at most {MaxFactor:0}";
        }
    }

    private static IEnumerable<string> OfSeries(IReadOnlyList<BurnRatePoint> series)
    {
        if (series.Count == 0)
            yield return "series: is empty, at least one entry is needed";
        for (var index = 0; index < series.Count; index++)
        {
            var point = series[index];
            if (index > 0 && point.At <= series[index - 1].At)
                yield return $"series[{index}].at: {point.At:O} is not later than the entry before, {series[index - 1].At:O}";
            if (point.Total < 0)
                yield return $"series[{index}].total: {point.Total} is negative";
            if (point.Errors < 0)
                yield return $"series[{index}].errors: {point.Errors} is negative";
            else if (point.Errors > point.Total)
                yield return $"series[{index}].errors: {point.Errors} is more than total, {point.Total}";
        }
    }
}
