using Slipway.Cli.Analyze.Files;
using Slipway.Core.Analysis.Kayenta;

namespace Slipway.Cli.Analyze.Plots;

/// <summary>Draws the interval of each metric's shift, in per cent of the baseline's mean, so that metrics of all units fit on one axis.</summary>
internal static class KayentaPlot
{
    private const double Left = 250;
    private const double Right = 640;
    private const double RowHeight = 24;

    /// <summary>Of thousands of metrics, those that differ come first.</summary>
    private const int MostRows = 40;

    /// <summary>Shifts beyond this are shown at the edge; their numbers stand beside.</summary>
    private const double WidestPercent = 200;

    public static SvgPage Draw(KayentaInput input, KayentaResult result)
    {
        var page = new SvgPage(
            $"Score {Figure.Of(result.Score)} of 100: {result.Verdict.ToString().ToLowerInvariant()}",
            $"Shift of each metric from baseline to candidate, with its {Figure.Percent(input.Confidence)} interval, in per cent of the baseline's mean.");
        var rows = result.Metrics.Zip(input.Metrics, KayentaRow.Of).OrderBy(row => row.Metric.Classification == KayentaClassification.Pass).Take(MostRows).ToList();
        var widest = Math.Min(WidestPercent, rows.SelectMany(row => new[] { row.Low, row.High }).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max() * 1.05);
        var axis = Axis.Linear(-Math.Max(1, widest), Math.Max(1, widest), value => value > 0 ? "+" + Figure.Of(value) : Figure.Of(value));
        var top = page.Bottom + 12;
        page.Bottom = top + (rows.Count * RowHeight);
        DrawAxis(page, axis, top);
        for (var index = 0; index < rows.Count; index++)
            DrawRow(page, axis, top + ((index + 0.5) * RowHeight), rows[index]);
        if (result.Metrics.Count > rows.Count)
            page.Text(SvgPage.Margin, page.Bottom += 26, $"and {result.Metrics.Count - rows.Count} more", "faint");
        return page;
    }

    private static void DrawAxis(SvgPage page, Axis axis, double top)
    {
        var bottom = page.Bottom;
        foreach (var tick in axis.Ticks)
        {
            page.Line(X(axis, tick.Value), top, X(axis, tick.Value), bottom, tick.Value == 0 ? "axis" : "grid");
            page.Text(X(axis, tick.Value), bottom + 17, tick.Label, "faint middle");
        }

        page.Text((Left + Right) / 2, bottom + 36, "shift, % of the baseline's mean", "faint middle");
        page.Bottom = bottom + 40;
    }

    private static void DrawRow(SvgPage page, Axis axis, double y, KayentaRow row)
    {
        var colour = row.Metric.Classification switch
        {
            KayentaClassification.Pass => "stable",
            KayentaClassification.Nodata => "limit",
            _ => "candidate",
        };
        page.Text(Left - 12, y + 4, Short(row.Metric.Name), "text end");
        page.Text(Right + 16, y + 4, $"{row.Metric.Classification}{(row.Metric.Critical ? ", critical" : "")}", $"f-{colour}");
        if (!row.IsKnown)
            return;
        page.Text(SvgPage.Width - SvgPage.Margin, y + 4, $"{Figure.Of(row.Low)} to {Figure.Of(row.High)} %", "faint end");
        page.Line(X(axis, row.Low), y, X(axis, row.High), y, $"line s-{colour}");
        foreach (var end in new[] { row.Low, row.High }.Where(end => Math.Abs(end) <= axis.To))
            page.Line(X(axis, end), y - 4, X(axis, end), y + 4, $"line s-{colour}");
        page.Dot(X(axis, row.Estimate), y, 3.5, $"f-{colour}");
    }

    private static double X(Axis axis, double value) => Left + (axis.Along(value) * (Right - Left));

    private static string Short(string name) => name.Length <= 32 ? name : name[..31] + "…";
}
