using Slipway.Core.Analysis;
using Slipway.Core.Specs.Text;
using Slipway.Core.Upkeep.Rejudging;

namespace Slipway.Cli.Analyze.Plots;

/// <summary>Draws why a rollout was judged as it was.</summary>
internal static class RolloutPlot
{
    /// <summary>Errors first: see the order of the judge's findings.</summary>
    private static readonly string[] Colours = ["candidate", "other", "stable"];

    public static SvgPage Draw(Rejudgement again)
    {
        var page = new SvgPage(Title(again), again.Looks.Count == 0 ? "" : again.Looks[^1].Recorded.Sentence);
        var changes = again.Changes();
        if (again.ExposedAt is not { } start || changes.Count == 0)
        {
            page.Text(SvgPage.Margin, page.Bottom + 20, "There is nothing to draw: no measurements are left.", "text");
            page.Bottom += 30;
            return page;
        }

        var time = Axis.Time((changes[^1].To - start).TotalSeconds);
        var name = $"time since the exposure, {start.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
        var trails = again.Trail().GroupBy(point => point.Rule).Zip(Colours, (rule, colour) => Trail(rule, colour, start)).ToList();
        if (trails.Count > 0)
            EvidencePanel.Draw(page, trails, time, name, x => $"after {SpecDuration.Format(TimeSpan.FromSeconds(Math.Round(x)))}");
        else
            ErrorRatePanel.Draw(page, changes, start, time, name);
        LatencyPanel.Draw(
            page,
            changes.Aggregate(LatencyHistogram.Empty, (sum, change) => sum.Plus(change.Candidate.Latency)),
            changes.Aggregate(LatencyHistogram.Empty, (sum, change) => sum.Plus(change.Stable.Latency)));
        return page;
    }

    private static Trail Trail(IGrouping<string, EvidencePoint> rule, string colour, DateTimeOffset start)
    {
        var points = rule.ToList();
        var name = rule.Key.Contains("latency", StringComparison.Ordinal) ? "latency" : rule.Key.Contains("error", StringComparison.Ordinal) ? "errors" : rule.Key;
        return new Trail(name, colour, points[0].Limit, [.. points.Select(point => ((point.At - start).TotalSeconds, point.LogE))]);
    }

    private static string Title(Rejudgement again)
    {
        var verdict = again.Looks.Count == 0 ? "never judged" : again.Looks[^1].Recorded.Verdict == Verdict.InsufficientData ? "insufficient data" : again.Looks[^1].Recorded.Verdict.ToString().ToLowerInvariant();
        return $"{again.Rollout}, version {again.Plan.Release.Version}: {verdict}";
    }
}
