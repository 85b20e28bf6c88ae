using System.CommandLine;
using Slipway.Cli.Upkeep;
using Slipway.Contracts;
using Slipway.Storage.Signing;

namespace Slipway.Cli.Audit;

internal sealed class KeyVerb : StoreVerb
{
    private readonly Option<bool> _pem = new("--pem") { Description = "In the form that other programs read (BEGIN PUBLIC KEY)" };

    public KeyVerb(Terminal terminal)
        : base(
            terminal, "key", "Print the public key by which checkpoints, exports and evidence are verified; the private one is made where there is none",
            "slipway audit key", "slipway audit key --pem > slipway-audit.pub") =>
        Options.Add(_pem);

    protected override async Task<int> WorkAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var key = AuditKey.LoadOrMake(Folder(parsed)).Key;
        await Terminal.Out.WriteAsync(parsed.GetValue(_pem) ? key.ToPem() : $"{key}\n");
        return ExitCodes.Done;
    }
}
