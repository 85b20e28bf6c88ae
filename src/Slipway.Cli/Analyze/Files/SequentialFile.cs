using System.CommandLine;
using System.Text.Json;
using Slipway.Cli.Analyze.Plots;
using Slipway.Cli.Analyze.Views;
using Slipway.Contracts;
using Slipway.Core.Analysis;
using Slipway.Core.Analysis.Sequential;

namespace Slipway.Cli.Analyze.Files;

/// <summary>The sequential test over a file of counts.</summary>
internal sealed class SequentialFile(SettingOptions options) : IFileJudge
{
    public string Name => "sequential";

    public IReadOnlyList<Option> Settings => [options.Alpha, options.Tolerance, options.Concentration];

    public Judged JudgeJson(string text) => Judge(SequentialReader.FromJson(text));

    public Judged JudgeCsv(string text, ParseResult parsed)
    {
        var settings = new SequentialInput { Observations = [] };
        return Judge(SequentialReader.FromCsv(text, settings with
        {
            Alpha = parsed.GetValue(options.Alpha) ?? settings.Alpha,
            Tolerance = parsed.GetValue(options.Tolerance) ?? settings.Tolerance,
            Concentration = parsed.GetValue(options.Concentration) ?? settings.Concentration,
        }));
    }

    private static Judged Judge(SequentialInput input)
    {
        var result = SequentialAnalysis.Judge(input);
        return new Judged(
            Code(result.Verdict),
            JsonSerializer.Serialize(SequentialView.Of(result), AnalysisJson.Readable.SequentialView),
            terminal => Print(terminal, input, result),
            () => SequentialPlot.Draw(input, result));
    }

    private static int Code(Verdict verdict) => verdict switch
    {
        Verdict.Pass => ExitCodes.Done,
        Verdict.Fail => ExitCodes.RolledBack,
        _ => ExitCodes.Failed,
    };

    private static void Print(Terminal terminal, SequentialInput input, SequentialResult result)
    {
        var (candidate, baseline) = (Total(input, one => one.Candidate), Total(input, one => one.Baseline));
        var mixture = result.Mixture;
        terminal.Out.WriteLine($"{Label(result.Verdict)}: {Reason(input, result)}");
        terminal.Out.WriteLine($"error rate   candidate {Side(candidate)}, baseline {Side(baseline)}");
        terminal.Out.WriteLine($"ratio        with {Figure.Percent(1 - input.Alpha)} confidence {Figure.Of(mixture.Low)} to {Figure.Of(mixture.High)} times the baseline's, up to {Figure.Of(1 + input.Tolerance)} is tolerated");
        terminal.Out.WriteLine($"evidence     {Figure.Of(result.Grid.E)} to 1 at the end, {Figure.Of(1 / input.Alpha)} is enough; over the totals, of a difference {Figure.Of(mixture.E)}, of worse {Figure.Of(mixture.EPlus)}");
    }

    private static string Reason(SequentialInput input, SequentialResult result) => result.Verdict switch
    {
        Verdict.Fail => $"worse than tolerated: the evidence reached {Figure.Of(1 / input.Alpha)} to 1 with observation {result.RejectedAt + 1} of {input.Observations.Count}",
        Verdict.Pass => "no worse than tolerated",
        Verdict.InsufficientData when !input.Observations.Any(one => one.Compares) => "there is no observation in which both sides had requests",
        Verdict.InsufficientData => "neither side had an error, so there is nothing to compare",
        _ => "neither shown to be worse nor shown not to be",
    };

    private static string Label(Verdict verdict) => verdict == Verdict.InsufficientData ? "insufficient data" : verdict.ToString().ToLowerInvariant();

    private static SideCount Total(SequentialInput input, Func<Observation, SideCount> side) => new(
        input.Observations.Where(one => one.Compares).Sum(one => side(one).Requests),
        input.Observations.Where(one => one.Compares).Sum(one => side(one).Errors));

    private static string Side(SideCount side) =>
        side.Requests == 0 ? "–" : $"{Figure.Percent((double)side.Errors / side.Requests)} ({side.Errors} of {side.Requests})";
}
