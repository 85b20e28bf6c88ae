using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class FreezeSetVerb : ClientVerb
{
    private readonly Argument<string> _scope = new("scope") { Description = "A pattern over app/environment: ** for everything, shop/* for an app, */production for an environment", HelpName = "SCOPE" };
    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the record and for those who wait", HelpName = "TEXT", Required = true };
    private readonly Option<string?> _from = InstantOption.Create("--from", "From this instant on [default: now]");
    private readonly Option<string?> _until = InstantOption.Create("--until", "Until this instant [default: until it is lifted]");

    public FreezeSetVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "set", "Stop all changes over a scope, now or later; rollbacks go on",
            "slipway freeze set '*/production' --reason \"Christmas\" --from 2026-12-24T12:00:00Z --until 2026-12-27T08:00:00Z")
    {
        Arguments.Add(_scope);
        Options.Add(_reason);
        Options.Add(_from);
        Options.Add(_until);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var request = new FreezeRequest
        {
            Scope = call.Value(_scope)!,
            Reason = call.Value(_reason)!,
            From = InstantOption.Read(call.Parsed, _from),
            Until = InstantOption.Read(call.Parsed, _until),
        };
        call.Print(await call.Client.PostAsync<FreezeRequest, FreezeView>("api/v1/freezes", request, cancellation), FreezeText.Write);
        return ExitCodes.Done;
    }
}
