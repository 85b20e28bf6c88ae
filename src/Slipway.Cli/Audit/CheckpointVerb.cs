using System.CommandLine;
using Slipway.Cli.Upkeep;
using Slipway.Contracts;
using Slipway.Core.Upkeep;
using Slipway.Storage.Signing;

namespace Slipway.Cli.Audit;

internal sealed class CheckpointVerb(Terminal terminal) : StoreVerb(
    terminal, "checkpoint", "Verify what happened since the last checkpoint and sign the head of the chain; servers may run meanwhile, and do so by themselves every hour",
    "slipway audit checkpoint", "slipway audit checkpoint --store postgres://audit@db/slipway --data /var/lib/slipway-audit")
{
    protected override async Task<int> WorkAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = Folder(parsed);
        await using var store = await OpenReadOnlyAsync(parsed, cancellation);
        var (key, file) = (AuditKey.LoadOrMake(folder), new CheckpointFile(Path.Combine(folder, CheckpointFile.FileName)));
        var known = (await file.ReadAsync(cancellation)).LastOrDefault(one => one.Key == key.Key);
        if (await new CheckpointMaker(store, store, key, Terminal.Time).MakeAsync(known, cancellation) is not { } made)
        {
            await Terminal.Out.WriteLineAsync(known is null ? "the store has no event yet: there is nothing to sign" : $"nothing has happened since the checkpoint at event {known.Position}");
            return ExitCodes.Done;
        }

        await file.AppendAsync(made, Terminal.Time, cancellation);
        await Terminal.Out.WriteLineAsync($"signed event {made.Position}, {made.Hash}, after {made.Events} new events; keep a copy of {CheckpointFile.FileName} elsewhere");
        return ExitCodes.Done;
    }
}
