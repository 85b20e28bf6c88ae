using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Problems;

namespace Slipway.Cli;

/// <summary>From the words typed to the exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellation)
    {
        // Before anything is loaded: scripts ask this often.
        if (args is ["--version"])
        {
            await terminal.Out.WriteLineAsync(ProgramVersion.Text);
            return ExitCodes.Done;
        }

        var root = CommandTree.Build(terminal);
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            ErrorWriter.Write(terminal, OutputOption.IsJson(parsed), Errors(parsed, root));
            if (!OutputOption.IsJson(parsed))
                await terminal.Error.WriteLineAsync($"see: {Path(parsed.CommandResult.Command, root)} --help");
            return ExitCodes.Invalid;
        }

        var owns = parsed.CommandResult.Command is Verb { OwnsSignals: true };
        var configuration = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error };
        if (owns)
            configuration.ProcessTerminationTimeout = null;
        return await parsed.InvokeAsync(configuration, cancellation);
    }

    private static IReadOnlyList<ProblemError> Errors(ParseResult parsed, Command root)
    {
        if (parsed.CommandResult.Command == root && parsed.UnmatchedTokens is [var word, ..])
        {
            var verbs = root.Subcommands.Select(c => c.Name);
            var hint = Suggestion.For(word, verbs) is { } verb ? $"; did you mean {verb}?" : "";
            return [new ProblemError(word, null, $"no such verb{hint}")];
        }

        return [.. parsed.Errors.Select(Error).Distinct()];
    }

    private static ProblemError Error(ParseError error) =>
        new(
            (error.SymbolResult as OptionResult)?.Option.Name ?? "",
            null,
            string.Join(' ', error.Message.Split(['\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
                .Replace("as expected type 'System.Int32'", "as a whole number", StringComparison.Ordinal)
                .Replace("as expected type 'System.Decimal'", "as a number", StringComparison.Ordinal));

    private static string Path(Command command, Command root) =>
        command == root ? root.Name : $"{Path(command.Parents.OfType<Command>().First(), root)} {command.Name}";
}
