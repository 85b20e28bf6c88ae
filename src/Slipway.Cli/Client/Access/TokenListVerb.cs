using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Access;

internal sealed class TokenListVerb(Terminal terminal, GlobalOptions globals) : ClientVerb(
    terminal, globals, "list", "List all tokens, without their secrets", "slipway token list")
{
    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var tokens = await call.Client.GetAsync<IReadOnlyList<TokenView>>("api/v1/tokens", cancellation);
        call.Print(tokens, Write);
        return ExitCodes.Done;
    }

    private static void Write(Terminal terminal, IReadOnlyList<TokenView> tokens) =>
        Listing.Write(
            terminal,
            ["token", "person", "state", "expires", "may", "purpose"],
            tokens.Select(t => (IReadOnlyList<string>)
            [
                t.Id,
                t.Person,
                t.State.ToString().ToLowerInvariant(),
                Listing.Time(terminal, t.Expires),
                ScopeText.Of(t.Scope) + (t.Roles.Count == 0 ? "" : $", as {string.Join(", ", t.Roles)}"),
                t.Purpose ?? "",
            ]));
}
