using System.CommandLine;
using Slipway.Cli.Analyze.Files;
using Slipway.Cli.Analyze.Plots;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Core.Analysis.Input;

namespace Slipway.Cli.Analyze;

internal sealed class AnalyzeVerb : Verb
{
    private readonly SettingOptions _settings = new();
    private readonly IReadOnlyList<IFileJudge> _judges;
    private readonly Option<string?> _judge = new("--judge") { Description = "Which judge" };
    private readonly Option<string?> _file = new("--file", "-f") { Description = "What was measured, as JSON or CSV; - is standard input", HelpName = "FILE" };
    private readonly Option<string?> _plot = new("--plot") { Description = "Also draw why, as SVG", HelpName = "FILE" };

    public AnalyzeVerb(Terminal terminal)
        : base(
            terminal, "analyze", "Judge measurements in a file; needs no server",
            "slipway analyze --judge sequential --file errors.csv --tolerance 0.25 --plot why.svg",
            "slipway analyze --judge kayenta --file metrics.json -o json",
            "slipway analyze --judge burn-rate --file - --slo 0.999 < requests.csv")
    {
        _judges = [new SequentialFile(_settings), new KayentaFile(_settings), new BurnRateFile(_settings)];
        _judge.AcceptOnlyFromAmong([.. _judges.Select(judge => judge.Name)]);
        Options.Add(_judge);
        Options.Add(_file);
        Options.Add(_plot);
        foreach (var setting in _settings.All)
            Options.Add(setting);
        Options.Add(OutputOption.Create());
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_judge) is not { } name || parsed.GetValue(_file) is not { } file)
            throw new VerbFailedException(ExitCodes.Invalid, "name a judge and a file: slipway analyze --judge sequential --file errors.csv");
        var judged = Judge(_judges.First(judge => judge.Name == name), file, await InputFile.ReadAsync(file, Terminal, cancellation), parsed);
        if (parsed.GetValue(_plot) is { } plot)
            await PlotFile.WriteAsync(judged.Plot(), plot, Terminal, cancellation);
        if (OutputOption.IsJson(parsed))
            await Terminal.Out.WriteLineAsync(judged.Json);
        else
            judged.Print(Terminal);
        return judged.ExitCode;
    }

    private Judged Judge(IFileJudge judge, string file, string text, ParseResult parsed)
    {
        _settings.RefuseAllBut(judge.Settings, parsed, $"the judge {judge.Name} has no such setting; it has {string.Join(", ", judge.Settings.Select(option => option.Name))}");
        try
        {
            if (!InputText.IsJson(text))
                return judge.JudgeCsv(text, parsed);
            _settings.RefuseAllBut([], parsed, "is for CSV; a JSON file says it itself, under a key of the same name");
            return judge.JudgeJson(text);
        }
        catch (BadInputException fault)
        {
            throw InputFile.Invalid(file, fault);
        }
    }
}
