using System.CommandLine;
using Slipway.Contracts;
using Slipway.Core.Upkeep;
using Slipway.Storage;

namespace Slipway.Cli.Upkeep;

internal sealed class VerifyVerb : StoreVerb
{
    private readonly Option<string[]> _archives = new("--archive")
    {
        Description = "An archive of removed events, to be verified with the store that goes on after it; may be given several times, the oldest first",
        HelpName = "FILE",
    };

    public VerifyVerb(Terminal terminal)
        : base(
            terminal, "verify", "Go through the chain of events and find what was altered, dropped, moved or inserted; servers may run meanwhile",
            "slipway audit verify", "slipway audit verify --archive 2026-q1.ndjson.gz --archive 2026-q2.ndjson.gz") =>
        Options.Add(_archives);

    protected override async Task<int> WorkAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var archives = parsed.GetValue(_archives) ?? [];
        await using var store = await OpenReadOnlyAsync(parsed, cancellation);
        var audit = new ChainAudit(store, store);
        var whole = archives.Length == 0
            || Tell("archive", await audit.VerifyArchivesAsync(archives.Select(file => EventArchive.ReadAsync(Path.GetFullPath(file, Terminal.Directory), cancellation)), cancellation));
        var progress = new Progress(Terminal);
        whole &= Tell("store", await audit.VerifyAsync(position => progress.Tell(() => $"event {position}"), cancellation));
        return whole ? ExitCodes.Done : ExitCodes.Failed;
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
}
