using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Problems;

namespace Slipway.Cli.Offline;

internal sealed class ValidateVerb : Verb
{
    private readonly Option<string> _file = FileOption.Create();

    public ValidateVerb(Terminal terminal)
        : base(terminal, "validate", "Name every error in a spec, with its line and what to do; needs no server", "slipway validate", "slipway validate -f deploy/slipway.yaml -o json")
    {
        Options.Add(_file);
        Options.Add(OutputOption.Create());
    }

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_file)!;
        var (spec, warnings) = SpecFile.Read(file, Terminal);
        if (OutputOption.IsJson(parsed))
        {
            Terminal.Out.WriteLine(JsonText.Indented(new ErrorReport([], warnings.Count == 0 ? null : [.. warnings.Select(SpecFile.ToProblem)])));
            return Task.FromResult(ExitCodes.Done);
        }

        foreach (var warning in warnings)
            Terminal.Error.WriteLine($"warning: {warning.Format(file)}");
        Terminal.Out.WriteLine($"{file} is valid: {spec.App} in {string.Join(", ", spec.Environments.Select(e => $"{e.Name} ({e.Strategy.Name})"))}");
        return Task.FromResult(ExitCodes.Done);
    }
}
