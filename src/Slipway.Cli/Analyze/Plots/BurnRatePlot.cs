using Slipway.Cli.Analyze.Files;
using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Specs.Text;

namespace Slipway.Cli.Analyze.Plots;

/// <summary>Draws how fast the budget burned over each pair of windows, against its factor.</summary>
internal static class BurnRatePlot
{
    private const double Height = 150;

    /// <summary>Instants at which the burn is worked out: as many as the width can show.</summary>
    private const int MostInstants = 300;

    /// <summary>A tenth of the even pace; below it, it is as good as nothing.</summary>
    private const double Lowest = -1;

    public static SvgPage Draw(BurnRateInput input, BurnRateResult result)
    {
        var left = result.BudgetRemaining is { } remaining ? $" {BurnRateFile.Left(remaining)}." : "";
        var page = new SvgPage(
            $"Burn rate of an objective of {Figure.Percent(input.Slo)}: {(result.Firing ? "firing" : "not firing")}",
            $"An alert fires while both of its windows are above its factor.{left}");
        var looks = Looks(input);
        for (var index = 0; index < input.Windows.Count; index++)
            DrawWindow(page, input, looks, index);
        return page;
    }

    private static void DrawWindow(SvgPage page, BurnRateInput input, IReadOnlyList<(double Seconds, BurnRateResult Result)> looks, int index)
    {
        var window = input.Windows[index];
        var burns = looks.SelectMany(look => new[] { look.Result.Windows[index].BurnLong, look.Result.Windows[index].BurnShort }).Append(window.Factor);
        var highest = Math.Ceiling(Math.Log10(Math.Max(10, burns.Max() ?? 10)));
        var (inLong, inShort) = (SpecDuration.Format(window.Long), SpecDuration.Format(window.Short));
        var panel = new Panel(
            page, $"{inLong} and {inShort}", Height, Axis.Time(looks[^1].Seconds), $"time since {input.Series[0].At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC",
            Axis.Decades(Lowest, highest), "burn, times the even pace");
        panel.Level(Math.Log10(window.Factor), "dash s-limit");
        panel.Curve(Points(looks, look => look.Windows[index].BurnShort), "thin s-other");
        panel.Curve(Points(looks, look => look.Windows[index].BurnLong), "line s-candidate");
        panel.Legend($"over {inLong}", "line s-candidate");
        panel.Legend($"over {inShort}", "thin s-other");
        panel.Legend($"factor {Figure.Of(window.Factor)}", "dash s-limit");
        foreach (var look in looks.Where(look => look.Result.Windows[index].Firing).Take(1))
        {
            panel.Upright(look.Seconds, "thin s-limit");
            panel.Note(look.Seconds, panel.Top + 14, $"fires after {SpecDuration.Format(TimeSpan.FromSeconds(look.Seconds))}", "text");
        }
    }

    /// <summary>What would have been said at instants spread over the series, the last one among them.</summary>
    private static List<(double Seconds, BurnRateResult Result)> Looks(BurnRateInput input)
    {
        var (count, start) = (input.Series.Count, input.Series[0].At);
        var instants = Math.Min(count, MostInstants);
        return
        [
            .. Enumerable.Range(1, instants).Select(look => (int)((long)look * count / instants)).Select(taken =>
                ((input.Series[taken - 1].At - start).TotalSeconds, BurnRateAnalysis.Judge(input with { Series = [.. input.Series.Take(taken)] }))),
        ];
    }

    private static IEnumerable<(double X, double Y)> Points(IReadOnlyList<(double Seconds, BurnRateResult Result)> looks, Func<BurnRateResult, double?> burn) =>
        looks.Where(look => burn(look.Result) is not null).Select(look => (look.Seconds, Math.Max(Lowest, Math.Log10(burn(look.Result)!.Value))));
}
