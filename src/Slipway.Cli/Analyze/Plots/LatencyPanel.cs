using Slipway.Cli.Analyze.Files;
using Slipway.Core.Analysis;

namespace Slipway.Cli.Analyze.Plots;

/// <summary>The latencies of both sides over a logarithmic axis: equal areas are equal shares of a side's requests.</summary>
internal static class LatencyPanel
{
    private const double Height = 180;

    private const double FirstRow = 14;
    private const double RowHeight = 18;

    private static readonly double[] Marks = [0.5, 0.99];

    public static void Draw(SvgPage page, LatencyHistogram candidate, LatencyHistogram stable)
    {
        var (ours, theirs) = (Shares(candidate), Shares(stable));
        var used = Enumerable.Range(0, LatencyHistogram.BucketCount).Where(bucket => ours[bucket] + theirs[bucket] > 0).ToList();
        if (used.Count == 0)
            return;
        var (low, high) = (Edge(used[0] - 2), Edge(used[^1] + 1));
        var highest = ours.Concat(theirs).Max();
        var panel = new Panel(
            page, "Latency since the exposure", Height, Axis.FineDecades(low, high, Milliseconds), "from a request's arrival to the answer's first byte",
            Axis.Linear(0, highest * 1.45, Figure.Percent), "share of a side's requests, in steps of 9 %");
        Side(panel, "candidate", candidate, ours, used);
        Side(panel, "stable", stable, theirs, used);
        for (var row = 0; row < Marks.Length && candidate.Total > 0 && stable.Total > 0; row++)
            Mark(panel, Marks[row], candidate.Quantile(Marks[row]), stable.Quantile(Marks[row]), FirstRow + (row * RowHeight));
    }

    private static void Side(Panel panel, string side, LatencyHistogram histogram, double[] shares, List<int> used)
    {
        panel.Legend($"{side}, {histogram.Total} requests", $"line s-{side}");
        if (histogram.Total == 0)
            return;
        var steps = Steps(shares, used);
        panel.Curve(steps, $"area f-{side}");
        panel.Curve(steps, $"thin s-{side}");
    }

    /// <summary>The words of the lower one to the left of it, those of the higher one to the right, so that they do not meet.</summary>
    private static void Mark(Panel panel, double quantile, double candidate, double stable, double row)
    {
        foreach (var (side, value, isLower) in new[] { ("candidate", candidate, candidate < stable), ("stable", stable, stable <= candidate) })
        {
            panel.Upright(Math.Log10(value), $"dash s-{side}", row - 10);
            panel.Note(Math.Log10(value), panel.Top + row, $"p{Figure.Of(quantile * 100)} {Milliseconds(value)}", $"f-{side}", toTheLeft: isLower);
        }
    }

    private static List<(double X, double Y)> Steps(double[] shares, List<int> used)
    {
        var steps = new List<(double X, double Y)> { (Edge(used[0] - 1), 0) };
        for (var bucket = used[0]; bucket <= used[^1]; bucket++)
        {
            steps.Add((Edge(bucket - 1), shares[bucket]));
            steps.Add((Edge(bucket), shares[bucket]));
        }

        steps.Add((Edge(used[^1]), 0));
        return steps;
    }

    private static double[] Shares(LatencyHistogram histogram)
    {
        var counts = new long[LatencyHistogram.BucketCount];
        histogram.AddTo(counts);
        var total = Math.Max(1, histogram.Total);
        return [.. counts.Select(count => (double)count / total)];
    }

    /// <summary>The decimal logarithm of a bucket's upper end in milliseconds; where it has none, of the one that would be there.</summary>
    private static double Edge(int bucket) =>
        Math.Log10(LatencyHistogram.UpperBound(0)) + (bucket * Math.Log10(2) / LatencyHistogram.BucketsPerOctave);

    private static string Milliseconds(double value) => value >= 1000 ? $"{Figure.Of(Math.Round(value / 1000, 2))} s" : $"{Figure.Of(value >= 10 ? Math.Round(value) : Math.Round(value, 1))} ms";
}
