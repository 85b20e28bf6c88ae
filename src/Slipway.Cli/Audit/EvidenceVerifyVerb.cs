using System.CommandLine;
using Slipway.Cli.Analyze.Rollouts;
using Slipway.Contracts;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep.Rejudging;
using Slipway.Storage.Sealing;
using Slipway.Storage.Signing;

namespace Slipway.Cli.Audit;

internal sealed class EvidenceVerifyVerb : Verb
{
    private readonly Argument<string> _file = new("file") { Description = "What `slipway evidence` wrote", HelpName = "FILE" };
    private readonly KeyOption _key = new("whichever key the file names");

    public EvidenceVerifyVerb(Terminal terminal)
        : base(
            terminal, "verify", "Verify the evidence of a rollout, without the server and its store, and judge again from its measurements",
            "slipway evidence verify rollout-3.ndjson --key slipway-audit.pub")
    {
        Arguments.Add(_file);
        Options.Add(_key);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var keys = _key.Read(parsed, Terminal);
        if (keys.Count > 1)
            throw new VerbFailedException(ExitCodes.Invalid, "--key: evidence is sealed by one key: name that one");
        try
        {
            var report = await EvidenceFile.VerifyAsync(Path.GetFullPath(parsed.GetValue(_file)!, Terminal.Directory), keys is [var key] ? key : null, new Ed25519(), cancellation);
            EvidenceText.Print(Terminal, report, isKeyKnown: keys.Count > 0);
            return report.Again.Looks.Any(look => look.Outcome == RelookOutcome.Differs) ? ExitCodes.Failed : ExitCodes.Done;
        }
        catch (InvalidDataException fault)
        {
            await Terminal.Out.WriteLineAsync($"evidence: NOT WHOLE: {fault.Message}");
            return ExitCodes.Failed;
        }
        catch (Exception unreadable) when (unreadable is PortUnavailableException or IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Failed, unreadable.Message);
        }
    }
}
