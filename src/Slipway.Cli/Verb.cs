using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Contracts;

namespace Slipway.Cli;

/// <summary>One word after the program's name.</summary>
internal abstract class Verb : Command
{
    /// <param name="examples">Whole command lines, the most common first; at least one.</param>
    protected Verb(Terminal terminal, string name, string description, params IReadOnlyList<string> examples)
        : base(name, description)
    {
        Terminal = terminal;
        Examples = examples;
        SetAction(RunGuardedAsync);
    }

    public IReadOnlyList<string> Examples { get; }

    /// <summary>True when the verb itself handles the signals that end a process.</summary>
    public virtual bool OwnsSignals => false;

    protected Terminal Terminal { get; }

    /// <summary>Does the work and returns one of <see cref="ExitCodes"/>.</summary>
    /// <exception cref="VerbFailedException">It cannot.</exception>
    protected abstract Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation);

    private async Task<int> RunGuardedAsync(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            return await RunAsync(parsed, cancellation);
        }
        catch (VerbFailedException failure)
        {
            ErrorWriter.Write(Terminal, OutputOption.IsJson(parsed), failure.Errors, failure.Lines);
            return failure.ExitCode;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCodes.Failed;
        }
    }
}
