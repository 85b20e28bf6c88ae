using System.CommandLine;
using System.Runtime.CompilerServices;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Core.Notices;
using Slipway.Integrations.Notices;

namespace Slipway.Cli.Offline;

internal sealed class NoticesCheckVerb : Verb
{
    private readonly Option<string> _file = new("--file", "-f") { Description = "The file", HelpName = "FILE", DefaultValueFactory = _ => "notices.yaml" };

    public NoticesCheckVerb(Terminal terminal)
        : base(terminal, "check", "Name every error in a file of notices, with its line and what to do; needs no server, and no secret", "slipway notices check -f notices.yaml")
    {
        Options.Add(_file);
        Options.Add(OutputOption.Create());
    }

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_file)!;
        var result = Read(SpecFile.ReadText(file, Terminal));
        if (result.File is not { } notices)
            throw SpecFile.Invalid(file, result.Errors);
        if (OutputOption.IsJson(parsed))
        {
            Terminal.Out.WriteLine(JsonText.Indented(new ErrorReport([], result.Warnings.Count == 0 ? null : [.. result.Warnings.Select(SpecFile.ToProblem)])));
            return Task.FromResult(ExitCodes.Done);
        }

        foreach (var warning in result.Warnings)
            Terminal.Error.WriteLine($"warning: {warning.Format(file)}");
        Terminal.Out.WriteLine($"{file} is valid: {Count(notices.Destinations.Count, "destination")}, {Count(notices.Routes.Count, "route")}, {Count(notices.Inbound.Count, "inbound hook")}");
        return Task.FromResult(ExitCodes.Done);
    }

    /// <summary>Apart, so that the templates' assembly is loaded for this verb alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NoticesResult Read(string text) => NoticesReader.Read(text, NoticeTemplate.Check);

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
