using Slipway.Cli.Analyze.Files;
using Slipway.Core.Specs.Text;

namespace Slipway.Cli.Analyze.Plots;

/// <summary>From values to places on the page, evenly. What is beyond the ends is put at them.</summary>
/// <param name="From">The value at the beginning.</param>
/// <param name="To">The value at the end; above <paramref name="From"/>.</param>
/// <param name="Ticks">What is labelled, rising.</param>
internal sealed record Axis(double From, double To, IReadOnlyList<Tick> Ticks)
{
    private const int MostTicks = 8;

    private static readonly double[] Steps = [1, 2, 5];

    private static readonly double[] Seconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800];

    /// <summary>How far along a value is; 0 to 1.</summary>
    public double Along(double value) => Math.Clamp((value - From) / (To - From), 0, 1);

    /// <summary>Labelled at round numbers.</summary>
    public static Axis Linear(double from, double to, Func<double, string>? label = null)
    {
        var end = to > from ? to : from + 1;
        var decade = Math.Pow(10, Math.Floor(Math.Log10((end - from) / MostTicks)));
        var step = decade * Steps.Append(10).First(one => one * decade * MostTicks >= end - from);
        return new Axis(from, end, TicksOf(from, end, step, label ?? (value => Figure.Of(Math.Round(value, 12)))));
    }

    /// <summary>Of whole numbers, from 1.</summary>
    public static Axis Counting(int last) => Linear(1, last) is var axis && last > MostTicks
        ? axis
        : new Axis(1, Math.Max(2, last), TicksOf(1, Math.Max(2, last), 1, value => Figure.Of(value)));

    /// <summary>Of time in seconds since a beginning.</summary>
    public static Axis Time(double seconds)
    {
        var step = Seconds.FirstOrDefault(one => one * MostTicks >= seconds, Seconds[^1]);
        return new Axis(0, Math.Max(1, seconds), TicksOf(0, Math.Max(1, seconds), step, value => value == 0 ? "0" : SpecDuration.Format(TimeSpan.FromSeconds(value))));
    }

    /// <summary>Of the decimal logarithms of values, labelled with the values at whole decades.</summary>
    public static Axis Decades(double from, double to, string? beyond = null)
    {
        var step = Math.Max(1, Math.Ceiling((to - from) / MostTicks));
        return new Axis(from, to, TicksOf(from, to, step, value => (value >= to && beyond is not null ? beyond : "") + Power(value)));
    }

    /// <summary>Of the decimal logarithms of values, labelled at 1, 2 and 5 of each decade.</summary>
    public static Axis FineDecades(double low, double high, Func<double, string> label)
    {
        var decades = Enumerable.Range((int)Math.Floor(low), (int)(Math.Ceiling(high) - Math.Floor(low)) + 1);
        var values = decades.SelectMany(decade => Steps.Select(step => step * Math.Pow(10, decade)));
        var ticks = values.Select(value => new Tick(Math.Log10(value), label(value)));
        return new Axis(low, high, [.. ticks.Where(tick => tick.Value >= low && tick.Value <= high)]);
    }

    private static List<Tick> TicksOf(double from, double to, double step, Func<double, string> label)
    {
        var ticks = new List<Tick>();
        for (var (index, value) = (0, Math.Ceiling(from / step) * step); value <= to + (step / 1000) && index <= MostTicks * 2; index++, value += step)
            ticks.Add(new Tick(value, label(value)));
        return ticks;
    }

    /// <summary><c>0.01</c> to <c>1000</c>, beyond them <c>10⁶</c>.</summary>
    private static string Power(double exponent)
    {
        var whole = (int)Math.Round(exponent);
        return whole is >= -3 and <= 3
            ? Figure.Of(Math.Pow(10, whole))
            : "10" + string.Concat(whole.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
    }
}
