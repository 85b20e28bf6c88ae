using System.CommandLine;
using Slipway.Cli.Upkeep;
using Slipway.Contracts;
using Slipway.Storage.Sealing;
using Slipway.Storage.Signing;

namespace Slipway.Cli.Audit;

internal sealed class ExportVerb : StoreVerb
{
    private readonly Option<string> _out = new("--out") { Description = "The file to write, which must not exist", HelpName = "FILE", Required = true };
    private readonly Option<long?> _from = new("--from") { Description = "Position of the first event [default: the oldest]", HelpName = "POSITION" };
    private readonly Option<long?> _to = new("--to") { Description = "Position of the last event [default: the newest]", HelpName = "POSITION" };

    public ExportVerb(Terminal terminal)
        : base(
            terminal, "export", "Write events with their checkpoints into one signed file, a JSON object a line, which anybody verifies by the public key alone",
            "slipway audit export --out record.ndjson", "slipway audit export --out march.ndjson --from 1200 --to 3400")
    {
        Options.Add(_out);
        Options.Add(_from);
        Options.Add(_to);
    }

    protected override async Task<int> WorkAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (folder, path) = (Folder(parsed), Path.GetFullPath(parsed.GetValue(_out)!, Terminal.Directory));
        if (parsed.GetValue(_from) is < 1 || parsed.GetValue(_to) is < 1)
            throw new VerbFailedException(ExitCodes.Invalid, "--from and --to are positions of events, from 1; `slipway events -o json` has them");
        await using var store = await OpenReadOnlyAsync(parsed, cancellation);
        var key = AuditKey.LoadOrMake(folder);
        var checkpoints = await new CheckpointFile(Path.Combine(folder, CheckpointFile.FileName)).ReadAsync(cancellation);
        var progress = new Progress(Terminal);
        var header = await new AuditExport(store, store, key, Terminal.Time).WriteAsync(
            parsed.GetValue(_from), parsed.GetValue(_to), checkpoints, path, ProgramVersion.Text, position => progress.Tell(() => $"event {position}"), cancellation);
        await Terminal.Out.WriteLineAsync($"wrote events {header.After + 1} to {header.Through} to {path}, signed by {key.Key}");
        return ExitCodes.Done;
    }
}
