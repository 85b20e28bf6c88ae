using Slipway.Cli.Analyze.Files;

namespace Slipway.Cli.Analyze.Plots;

/// <summary>E-values over time against their limits, on a logarithmic axis.</summary>
internal static class EvidencePanel
{
    private const double Height = 220;

    /// <summary>Decades below 1, and above the limit, that are shown; what is beyond is certain enough.</summary>
    private const double MostBelow = -4;
    private const double MostAbove = 4;

    /// <param name="at">Words for a place on the axis: <c>observation 8</c>.</param>
    public static void Draw(SvgPage page, IReadOnlyList<Trail> trails, Axis x, string xName, Func<double, string> at)
    {
        var decades = trails.SelectMany(trail => trail.Points.Select(point => point.LogE / Math.Log(10))).Append(0).ToList();
        var limit = trails.Max(trail => trail.LimitInDecades);
        var low = Math.Clamp(Math.Floor(decades.Min()), MostBelow, -1);
        var high = Math.Clamp(Math.Ceiling(decades.Max()), Math.Ceiling(limit + 0.3), Math.Ceiling(limit) + MostAbove);
        var panel = new Panel(
            page, "Evidence that the candidate is worse than tolerated", Height, x, xName,
            Axis.Decades(low, high, decades.Max() > high ? "≥ " : null), "e-value: to 1 against chance");
        foreach (var trail in trails)
        {
            panel.Level(trail.LimitInDecades, $"dash s-{(trails.Count == 1 ? "limit" : trail.Colour)}");
            panel.Curve(trail.Drawn.Select(point => (point.X, point.LogE / Math.Log(10))), $"line s-{trail.Colour}");
            panel.Legend(trail.Name, $"line s-{trail.Colour}");
            panel.Legend($"{(trails.Count == 1 ? "limit" : "its limit")} {Figure.Of(trail.Limit)}", $"dash s-{(trails.Count == 1 ? "limit" : trail.Colour)}");
        }

        foreach (var trail in trails)
        {
            if (trail.Crossing is not { } crossing)
                continue;
            panel.Dot(crossing.X, crossing.LogE / Math.Log(10), $"f-{trail.Colour}");
            // Before it is reached the line is below the limit: above it, to the left, nothing is in the way.
            panel.Note(crossing.X, panel.Y(trail.LimitInDecades) - 7, $"limit reached, {at(crossing.X)}", $"f-{trail.Colour}", toTheLeft: true);
        }
    }
}
