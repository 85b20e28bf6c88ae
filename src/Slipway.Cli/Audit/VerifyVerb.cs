using System.CommandLine;
using Slipway.Cli.Upkeep;
using Slipway.Contracts;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Upkeep;
using Slipway.Storage;
using Slipway.Storage.Sealing;
using Slipway.Storage.Signing;

namespace Slipway.Cli.Audit;

internal sealed class VerifyVerb : StoreVerb
{
    private readonly Option<string[]> _archives = new("--archive")
    {
        Description = "An archive of removed events, to be verified with the store that goes on after it; may be given several times, the oldest first",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _checkpoints = new("--checkpoints")
    {
        Description = $"A copy of {CheckpointFile.FileName} that was kept elsewhere, besides the one in the data folder; may be given several times",
        HelpName = "FILE",
    };

    private readonly Option<string?> _export = new("--export") { Description = "Verify this file that `slipway audit export` wrote, and no store", HelpName = "FILE" };
    private readonly KeyOption _key = new("audit.pub in the data folder; with --export, whichever key the file names");

    public VerifyVerb(Terminal terminal)
        : base(
            terminal, "verify", "Go through the chain of events and find what was altered, dropped, moved, inserted or cut off; servers may run meanwhile",
            "slipway audit verify", "slipway audit verify --archive 2026-q1.ndjson.gz --archive 2026-q2.ndjson.gz",
            "slipway audit verify --store /backup/slipway.db --checkpoints checkpoints.ndjson --key slipway-audit.pub",
            "slipway audit verify --export record.ndjson --key slipway-audit.pub")
    {
        Options.Add(_archives);
        Options.Add(_checkpoints);
        Options.Add(_export);
        Options.Add(_key);
    }

    protected override async Task<int> WorkAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_export) is { } export)
            return await VerifyExportAsync(Path.GetFullPath(export, Terminal.Directory), parsed, cancellation);
        var archives = parsed.GetValue(_archives) ?? [];
        await using var store = await OpenReadOnlyAsync(parsed, cancellation);
        var copies = (parsed.GetValue(_checkpoints) ?? []).Select(file => Existing(Path.GetFullPath(file, Terminal.Directory)));
        var noted = await NotedHeads.ReadAsync(Folder(parsed), copies, _key.Read(parsed, Terminal), cancellation);
        var audit = new ChainAudit(store, store);
        var whole = archives.Length == 0
            || Tell("archive", await audit.VerifyArchivesAsync(archives.Select(file => EventArchive.ReadAsync(Path.GetFullPath(file, Terminal.Directory), cancellation)), cancellation));
        var progress = new Progress(Terminal);
        var report = await audit.VerifyAsync([.. noted.Select(one => one.Head)], position => progress.Tell(() => $"event {position}"), cancellation);
        whole &= Tell("store", report);
        if (whole)
            Tell(noted, report);
        return whole ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static string Existing(string path) =>
        File.Exists(path) ? path : throw new VerbFailedException(ExitCodes.Invalid, $"--checkpoints: there is no file {path}");

    private async Task<int> VerifyExportAsync(string path, ParseResult parsed, CancellationToken cancellation)
    {
        var keys = _key.Read(parsed, Terminal);
        if (keys.Count > 1)
            throw new VerbFailedException(ExitCodes.Invalid, "--key: an export is sealed by one key: name that one");
        try
        {
            var report = await AuditExport.VerifyAsync(path, keys is [var key] ? key : null, new Ed25519(), cancellation);
            await Terminal.Out.WriteLineAsync($"export: whole from event {report.Header.After + 1} to event {report.Head.Position}, {report.Head.Position - report.Header.After} events, with {report.Checkpoints.Count} checkpoints; the last has the hash {report.Head.Hash}");
            await Terminal.Out.WriteLineAsync($"sealed at {report.Header.Made:u} by {report.Key}{(keys.Count == 0 ? ", which was not compared with a key that you know: name it with --key" : "")}");
            return ExitCodes.Done;
        }
        catch (InvalidDataException fault)
        {
            await Terminal.Out.WriteLineAsync($"export: NOT WHOLE: {fault.Message}");
            return ExitCodes.Failed;
        }
    }

    private bool Tell(string what, AuditReport report)
    {
        var beginning = report.From.Position == 0 ? "the first event" : $"event {report.From.Position + 1}, where older ones were removed,";
        if (report.Fault is { } fault)
            Terminal.Out.WriteLine($"{what}: NOT WHOLE at event {fault.Position} ({fault.Kind.ToString().ToLowerInvariant()}): {fault.Message}");
        else
            Terminal.Out.WriteLine($"{what}: whole from {beginning} to event {report.Head.Position}, {report.Events} events; the last has the hash {report.Head.Hash}");
        return report.Fault is null;
    }

    private void Tell(IReadOnlyList<SignedCheckpoint> noted, AuditReport report)
    {
        if (noted is [.., var newest])
            Terminal.Out.WriteLine($"checkpoints: all {noted.Count} match, the newest of {newest.Time:u} at event {newest.Position}; {report.Head.Position - newest.Position} events came after it");
        else
            Terminal.Out.WriteLine("checkpoints: none was signed yet, so nobody can tell whether events were cut off at the end; `slipway audit checkpoint` signs one");
    }
}
