using System.CommandLine;
using System.Runtime.CompilerServices;
using Slipway.Contracts;
using Slipway.Core.Ports;
using Slipway.Storage;
using Slipway.Storage.Copying;

namespace Slipway.Cli.Upkeep;

internal sealed class CopyVerb : Verb
{
    private readonly Option<string> _from = new("--from") { Description = "The source: a file, or postgres://…; stop its servers first", HelpName = "STORE", Required = true };
    private readonly Option<string> _to = new("--to") { Description = "The target, which must be empty", HelpName = "STORE", Required = true };

    public CopyVerb(Terminal terminal)
        : base(
            terminal, "copy", "Copy a whole store into an empty one of either kind, and verify the chain of the copy",
            "slipway store copy --from .slipway/slipway.db --to postgres://slipway@db/slipway", "slipway store copy --from postgres://slipway@db/slipway --to copy.db")
    {
        Options.Add(_from);
        Options.Add(_to);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            return await CopyAsync(parsed.GetValue(_from)!, parsed.GetValue(_to)!, cancellation);
        }
        catch (PortUnavailableException refusal)
        {
            throw new VerbFailedException(ExitCodes.Failed, refusal.Message);
        }
    }

    /// <summary>Apart, so that the databases' assemblies are loaded for this verb alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<int> CopyAsync(string from, string to, CancellationToken cancellation)
    {
        var (source, target) = (Locate("--from", from), Locate("--to", to));
        if (!source.IsShared && !File.Exists(source.ToString()))
            throw new VerbFailedException(ExitCodes.Invalid, $"--from: there is no store {source}");
        await using var there = await source.OpenWholeAsync(Terminal.Time, null, cancellation);
        await using var here = await target.OpenWholeAsync(Terminal.Time, null, cancellation);
        var progress = new Progress(Terminal);
        try
        {
            var report = await StoreCopy.CopyAsync(there, here, (table, copied, all) => progress.Tell(() => $"{table}: {copied} of {all}"), cancellation);
            Terminal.Out.WriteLine($"copied {string.Join(", ", report.Rows.Select(table => $"{table.Value} {table.Key}"))}");
            Terminal.Out.WriteLine($"the chain is whole up to event {report.Head.Position} ({report.Head.Hash.Short}); {target} is ready to serve");
            return ExitCodes.Done;
        }
        catch (CopyFailedException refusal)
        {
            throw new VerbFailedException(ExitCodes.Failed, refusal.Message);
        }
    }

    private StoreLocation Locate(string option, string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
            return StoreLocation.File(Path.GetFullPath(text, Terminal.Directory));
        try
        {
            return StoreLocation.Parse(text);
        }
        catch (FormatException fault)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"{option}: {fault.Message}");
        }
    }
}
