using System.CommandLine;
using Slipway.Contracts;
using Slipway.Core.Upkeep;

namespace Slipway.Cli.Upkeep;

internal sealed class RebuildVerb(Terminal terminal) : StoreVerb(
    terminal, "rebuild", "Make the list of rollouts and the snapshots anew from the events; stop the servers first",
    "slipway store rebuild", "slipway store rebuild --store postgres://slipway@db/slipway")
{
    protected override async Task<int> WorkAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var store = await OpenAloneAsync(parsed, cancellation);
        var progress = new Progress(Terminal);
        var report = await new Rebuilder(store, store).RebuildAsync(streams => progress.Tell(() => $"{streams} streams"), cancellation);
        Terminal.Out.WriteLine($"rebuilt {report.Rollouts} rollouts and {report.Snapshots} snapshots from {report.Streams} streams");
        return ExitCodes.Done;
    }
}
