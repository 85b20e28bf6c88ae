using System.CommandLine;
using System.Text.Json;
using Slipway.Cli.Analyze.Plots;
using Slipway.Cli.Analyze.Views;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Specs.Text;

namespace Slipway.Cli.Analyze.Files;

/// <summary>The burn rate of an error budget over a file of counts.</summary>
internal sealed class BurnRateFile(SettingOptions options) : IFileJudge
{
    public string Name => "burn-rate";

    public IReadOnlyList<Option> Settings => [options.Slo, options.Window];

    public Judged JudgeJson(string text) => Judge(BurnRateReader.FromJson(text));

    public Judged JudgeCsv(string text, ParseResult parsed)
    {
        var slo = parsed.GetValue(options.Slo)
            ?? throw new VerbFailedException(ExitCodes.Invalid, [new ProblemError(options.Slo.Name, null, "is missing: a CSV file does not say it (give --slo 0.999)")]);
        return Judge(BurnRateReader.FromCsv(text, new BurnRateInput { Slo = slo, Windows = options.Windows(parsed), Series = [] }));
    }

    /// <summary>How much of the series' budget is left, or how often it was used.</summary>
    public static string Left(double remaining) => remaining >= 0
        ? $"Of the budget of this series {Figure.Percent(remaining)} is left"
        : $"The budget of this series was used {Figure.Of(1 - remaining)} times";

    private static Judged Judge(BurnRateInput input)
    {
        var result = BurnRateAnalysis.Judge(input);
        return new Judged(
            Code(result),
            JsonSerializer.Serialize(BurnRateView.Of(result), AnalysisJson.Readable.BurnRateView),
            terminal => Print(terminal, input, result),
            () => BurnRatePlot.Draw(input, result));
    }

    /// <summary>Where a window had no request, nothing is known of it, and that is no pass.</summary>
    private static int Code(BurnRateResult result) =>
        result.Firing ? ExitCodes.RolledBack
        : result.Windows.Any(window => window.BurnLong is null || window.BurnShort is null) ? ExitCodes.Failed
        : ExitCodes.Done;

    private static void Print(Terminal terminal, BurnRateInput input, BurnRateResult result)
    {
        var says = Code(result) switch
        {
            ExitCodes.RolledBack => "firing: the error budget burns too fast",
            ExitCodes.Done => "not firing",
            _ => "insufficient data: a window had no requests",
        };
        var left = result.BudgetRemaining is { } remaining ? $". {Left(remaining)}" : "";
        terminal.Out.WriteLine($"{says}; the objective is {Figure.Percent(input.Slo)}{left}");
        terminal.Out.WriteLine();
        Listing.Write(terminal, ["windows", "burn (long)", "burn (short)", "factor", ""], result.Windows.Select(Row));
    }

    private static string[] Row(WindowBurn burn) =>
    [
        $"{SpecDuration.Format(burn.Window.Long)} and {SpecDuration.Format(burn.Window.Short)}",
        Figure.Of(burn.BurnLong), Figure.Of(burn.BurnShort), Figure.Of(burn.Window.Factor), burn.Firing ? "firing" : "",
    ];
}
