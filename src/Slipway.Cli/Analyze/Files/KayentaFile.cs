using System.CommandLine;
using System.Text.Json;
using Slipway.Cli.Analyze.Plots;
using Slipway.Cli.Analyze.Views;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Core.Analysis.Kayenta;

namespace Slipway.Cli.Analyze.Files;

/// <summary>The Kayenta-compatible judge over a file of metrics.</summary>
internal sealed class KayentaFile(SettingOptions options) : IFileJudge
{
    public string Name => "kayenta";

    public IReadOnlyList<Option> Settings => [options.Confidence, options.Tolerance, options.MinPoints, options.Pass, options.Marginal];

    public Judged JudgeJson(string text) => Judge(KayentaReader.FromJson(text));

    public Judged JudgeCsv(string text, ParseResult parsed)
    {
        var settings = new KayentaInput { Metrics = [] };
        return Judge(KayentaReader.FromCsv(text, settings with
        {
            Confidence = parsed.GetValue(options.Confidence) ?? settings.Confidence,
            Tolerance = parsed.GetValue(options.Tolerance) ?? settings.Tolerance,
            MinPoints = parsed.GetValue(options.MinPoints) ?? settings.MinPoints,
            Pass = parsed.GetValue(options.Pass) ?? settings.Pass,
            Marginal = parsed.GetValue(options.Marginal) ?? settings.Marginal,
        }));
    }

    private static Judged Judge(KayentaInput input)
    {
        var result = KayentaAnalysis.Judge(input);
        return new Judged(
            Code(result.Verdict),
            JsonSerializer.Serialize(KayentaView.Of(result), AnalysisJson.Readable.KayentaView),
            terminal => Print(terminal, input, result),
            () => KayentaPlot.Draw(input, result));
    }

    private static int Code(KayentaVerdict verdict) => verdict switch
    {
        KayentaVerdict.Pass => ExitCodes.Done,
        KayentaVerdict.Fail => ExitCodes.RolledBack,
        _ => ExitCodes.Failed,
    };

    private static void Print(Terminal terminal, KayentaInput input, KayentaResult result)
    {
        terminal.Out.WriteLine($"{result.Verdict.ToString().ToLowerInvariant()}: score {Figure.Of(result.Score)} of 100; {Figure.Of(input.Pass)} passes, {Figure.Of(input.Marginal)} is marginal");
        terminal.Out.WriteLine();
        Listing.Write(terminal, ["metric", "classification", "critical", "shift", "from", "to", "effect", "why"], result.Metrics.Select(Row));
    }

    private static string[] Row(KayentaMetricResult metric) =>
    [
        metric.Name, metric.Classification.ToString(), metric.Critical ? "yes" : "",
        Figure.Of(metric.Estimate), Figure.Of(metric.Low), Figure.Of(metric.High), Figure.Of(metric.Effect), metric.Reason ?? "",
    ];
}
