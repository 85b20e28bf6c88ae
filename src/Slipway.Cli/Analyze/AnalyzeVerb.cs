using System.CommandLine;
using Slipway.Cli.Analyze.Files;
using Slipway.Cli.Analyze.Plots;
using Slipway.Cli.Analyze.Rollouts;
using Slipway.Cli.Client;
using Slipway.Cli.Client.Api;
using Slipway.Cli.Hosting;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Core.Analysis.Input;
using Slipway.Core.Upkeep.Rejudging;

namespace Slipway.Cli.Analyze;

internal sealed class AnalyzeVerb : Verb
{
    private readonly SettingOptions _settings = new();
    private readonly IReadOnlyList<IFileJudge> _judges;
    private readonly Option<string?> _judge = new("--judge") { Description = "Which judge" };
    private readonly Option<string?> _file = new("--file", "-f") { Description = "What was measured, as JSON or CSV; - is standard input", HelpName = "FILE" };
    private readonly Option<string?> _rollout = new("--rollout") { Description = "Judge a past rollout again, from what was recorded of it", HelpName = "ROLLOUT" };
    private readonly Option<string?> _data = new("--data") { Description = "With --rollout: read the store in this data folder instead of asking the server", HelpName = "DIR" };
    private readonly StoreOption _store = new() { Description = "With --rollout: read this store instead of asking the server: postgres://user:password@host:port/database" };
    private readonly GlobalOptions _globals;
    private readonly Option<string?> _plot = new("--plot") { Description = "Also draw why, as SVG", HelpName = "FILE" };

    public AnalyzeVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, "analyze", "Judge measurements in a file, or a past rollout again",
            "slipway analyze --judge sequential --file errors.csv --tolerance 0.25 --plot why.svg",
            "slipway analyze --judge kayenta --file metrics.json -o json",
            "slipway analyze --judge burn-rate --file - --slo 0.999 < requests.csv",
            "slipway analyze --rollout storefront.production.3 --plot why.svg")
    {
        _globals = globals;
        _judges = [new SequentialFile(_settings), new KayentaFile(_settings), new BurnRateFile(_settings)];
        _judge.AcceptOnlyFromAmong([.. _judges.Select(judge => judge.Name)]);
        Options.Add(_judge);
        Options.Add(_file);
        Options.Add(_rollout);
        Options.Add(_plot);
        foreach (var setting in _settings.All)
            Options.Add(setting);
        Options.Add(_data);
        Options.Add(_store);
        Options.Add(globals.Server);
        Options.Add(globals.TokenFile);
        Options.Add(globals.Output);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var judged = (parsed.GetValue(_judge), parsed.GetValue(_file), parsed.GetValue(_rollout)) switch
        {
            ({ } judge, { } file, null) => Judge(_judges.First(one => one.Name == judge), file, await InputFile.ReadAsync(file, Terminal, cancellation), parsed),
            (null, null, { } rollout) => await JudgeAgainAsync(rollout, parsed, cancellation),
            _ => throw new VerbFailedException(ExitCodes.Invalid, "name a judge and a file (--judge sequential --file errors.csv), or a past rollout (--rollout storefront.production.3)"),
        };
        if (parsed.GetValue(_plot) is { } plot)
            await PlotFile.WriteAsync(judged.Plot(), plot, Terminal, cancellation);
        if (OutputOption.IsJson(parsed))
            await Terminal.Out.WriteLineAsync(judged.Json);
        else
            judged.Print(Terminal);
        return judged.ExitCode;
    }

    private async Task<Judged> JudgeAgainAsync(string rollout, ParseResult parsed, CancellationToken cancellation)
    {
        _settings.RefuseAllBut([], parsed, "a rollout is judged again by its own settings");
        var again = parsed.GetValue(_data) is null && parsed.GetValue(_store) is null
            ? await FromServerAsync(rollout, parsed, cancellation)
            : await FromStoreAsync(rollout, parsed, cancellation);
        return new Judged(RolloutReport.Code(again), RolloutReport.Json(again), terminal => RolloutReport.Print(terminal, again), () => RolloutPlot.Draw(again));
    }

    private Task<Rejudgement> FromServerAsync(string rollout, ParseResult parsed, CancellationToken cancellation)
    {
        var address = ServerAddress.Find(parsed.GetValue(_globals.Server), Terminal);
        return ServerRecord.RejudgeAsync(rollout, address, ServerCredential.Find(parsed.GetValue(_globals.TokenFile), Terminal, address), cancellation);
    }

    private Task<Rejudgement> FromStoreAsync(string rollout, ParseResult parsed, CancellationToken cancellation)
    {
        var data = Path.GetFullPath(parsed.GetValue(_data) ?? ".slipway", Terminal.Directory);
        return StoreRecord.RejudgeAsync(rollout, _store.Find(parsed, Terminal, data), Terminal, cancellation);
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
