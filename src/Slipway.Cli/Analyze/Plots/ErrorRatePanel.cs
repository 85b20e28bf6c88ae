using Slipway.Cli.Analyze.Files;
using Slipway.Core.Analysis;

namespace Slipway.Cli.Analyze.Plots;

/// <summary>The error rates of both sides over time: what is seen of a version that failed too grossly, or too soon, for evidence to be weighed.</summary>
internal static class ErrorRatePanel
{
    private const double Height = 180;

    /// <summary>Each point is over so long a time before it.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    public static void Draw(SvgPage page, IReadOnlyList<TrafficChange> changes, DateTimeOffset start, Axis time, string timeName)
    {
        var (candidate, stable) = (Rates(changes, start, change => change.Candidate), Rates(changes, start, change => change.Stable));
        var highest = candidate.Concat(stable).Select(point => point.Y).Append(0.01).Max();
        var panel = new Panel(page, "Error rate", Height, time, timeName, Axis.Linear(0, Math.Min(1, highest * 1.1), Figure.Percent), $"errors among the requests of the last {Window.TotalSeconds} s");
        panel.Legend("candidate", "line s-candidate");
        panel.Legend("stable", "line s-stable");
        panel.Curve(stable, "line s-stable");
        panel.Curve(candidate, "line s-candidate");
    }

    private static List<(double X, double Y)> Rates(IReadOnlyList<TrafficChange> changes, DateTimeOffset start, Func<TrafficChange, Counters> side)
    {
        var points = new List<(double X, double Y)>();
        var first = 0;
        for (var last = 0; last < changes.Count; last++)
        {
            while (changes[first].From < changes[last].To - Window && first < last)
                first++;
            var recent = Enumerable.Range(first, last - first + 1).Select(index => side(changes[index])).ToList();
            var requests = recent.Sum(one => one.Requests);
            if (requests > 0)
                points.Add(((changes[last].To - start).TotalSeconds, (double)recent.Sum(one => one.Errors) / requests));
        }

        return points;
    }
}
