using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Access;

internal sealed class TokenRevokeVerb : ClientVerb
{
    private readonly Argument<string> _id = new("token") { Description = "Its id, as token list has it", HelpName = "TOKEN" };
    private readonly Option<string?> _reason = ReasonOption.Create();

    public TokenRevokeVerb(Terminal terminal, GlobalOptions globals)
        : base(terminal, globals, "revoke", "Make a token void at once, on every server", "slipway token revoke 3f9c01ab77de --reason \"laptop lost\"")
    {
        Arguments.Add(_id);
        Options.Add(_reason);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var id = call.Value(_id)!;
        if (id.StartsWith("slip_", StringComparison.Ordinal))
            throw new VerbFailedException(ExitCodes.Invalid, "give the token's id, the part between the first two _, not the token: a command line stands in logs and histories");
        var request = new RevokeRequest { Reason = call.Value(_reason) };
        var token = await call.Client.PostAsync<RevokeRequest, TokenView>($"api/v1/tokens/{Uri.EscapeDataString(id)}/revoke", request, cancellation);
        call.Print(token, (terminal, view) => terminal.Out.WriteLine($"token {view.Id} of {view.Person} is void"));
        return ExitCodes.Done;
    }
}
