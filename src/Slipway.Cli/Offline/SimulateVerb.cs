using System.CommandLine;
using System.Text.Json;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Core.Simulation;

namespace Slipway.Cli.Offline;

internal sealed class SimulateVerb : Verb
{
    private readonly Option<string> _file = FileOption.Create();
    private readonly Option<string?> _environment = new("--env", "--environment") { Description = "The environment, where the app has several", HelpName = "NAME" };
    private readonly Option<string> _version = new("--version") { Description = "The version that is deployed", HelpName = "VERSION", Required = true };
    private readonly Option<string> _scenario = new("--scenario") { Description = "What happens meanwhile", HelpName = "FILE", Required = true };

    public SimulateVerb(Terminal terminal)
        : base(
            terminal, "simulate", "Run a deploy in simulated time against a scenario; the same seed, the same outcome; needs no server",
            "slipway simulate -f slipway.yaml --env production --version 2.0.0 --scenario faulty.yaml -o json")
    {
        Options.Add(_file);
        Options.Add(_environment);
        Options.Add(_version);
        Options.Add(_scenario);
        Options.Add(OutputOption.Create());
    }

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (spec, _) = SpecFile.Read(parsed.GetValue(_file)!, Terminal);
        var scenarioFile = parsed.GetValue(_scenario)!;
        var (scenario, errors) = ScenarioReader.Read(SpecFile.ReadText(scenarioFile, Terminal));
        if (scenario is null)
            throw SpecFile.Invalid(scenarioFile, errors);
        var outcome = Simulator.Run(spec, SpecFile.FindEnvironment(spec, parsed.GetValue(_environment)), parsed.GetValue(_version)!, scenario);
        if (!outcome.IsAccepted)
            throw new VerbFailedException(ExitCodes.Invalid, outcome.Refusal.Message);
        if (OutputOption.IsJson(parsed))
            Terminal.Out.WriteLine(JsonSerializer.Serialize(outcome.Value, SimulationJson.Default.SimulationReport));
        else
            Write(outcome.Value);
        return Task.FromResult(ExitCodes.Done);
    }

    private void Write(SimulationReport report)
    {
        foreach (var e in report.Events)
            Terminal.Out.WriteLine($"{e.At:HH:mm:ss}  {e.Type,-20} {e.Text}");
        Terminal.Out.WriteLine();
        Terminal.Out.WriteLine($"{report.Outcome} after {DurationText.Short(TimeSpan.FromSeconds(report.Seconds))}: {report.Summary}");
        Terminal.Out.WriteLine($"weights: {string.Join(" → ", report.Weights.Select(w => w.Weight))}");
        Terminal.Out.WriteLine($"the new version answered {report.Exposed.Requests} requests, {report.Exposed.Errors} of them with an error");
    }
}
