using System.CommandLine;
using Slipway.Cli.Upkeep;
using Slipway.Contracts;
using Slipway.Storage.Sealing;
using Slipway.Storage.Signing;

namespace Slipway.Cli.Audit;

internal sealed class EvidenceVerb : StoreVerb
{
    private readonly Option<string> _rollout = new("--rollout") { Description = "The rollout", HelpName = "ROLLOUT", Required = true };
    private readonly Option<string> _out = new("--out") { Description = "The file to write, which must not exist", HelpName = "FILE", Required = true };

    public EvidenceVerb(Terminal terminal)
        : base(
            terminal, "evidence", "Write all that is known of a rollout into one signed file: plan, approvals, verdicts with their measurements, events, and the proof that they are in the record",
            "slipway evidence --rollout storefront.production.3 --out rollout-3.ndjson", "slipway evidence verify rollout-3.ndjson --key slipway-audit.pub")
    {
        Options.Add(_rollout);
        Options.Add(_out);
        Subcommands.Add(new EvidenceVerifyVerb(terminal));
    }

    protected override async Task<int> WorkAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (folder, path) = (Folder(parsed), Path.GetFullPath(parsed.GetValue(_out)!, Terminal.Directory));
        await using var store = await OpenReadOnlyAsync(parsed, cancellation);
        var key = AuditKey.LoadOrMake(folder);
        var checkpoints = new CheckpointFile(Path.Combine(folder, CheckpointFile.FileName));
        var header = await new RolloutEvidence(store, checkpoints, key, new Ed25519(), Terminal.Time).WriteAsync(parsed.GetValue(_rollout)!, path, ProgramVersion.Text, cancellation);
        await Terminal.Out.WriteLineAsync($"wrote {header.Events} events of {header.Rollout}, {header.EnvironmentEvents} of {header.Environment} and {header.Samples} measurements to {path}, signed by {key.Key}");
        return ExitCodes.Done;
    }
}
