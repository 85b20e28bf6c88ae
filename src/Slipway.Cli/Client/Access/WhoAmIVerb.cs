using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Access;

internal sealed class WhoAmIVerb(Terminal terminal, GlobalOptions globals) : ClientVerb(
    terminal, globals, "whoami", "Say who the server takes you for, and by what", "slipway whoami")
{
    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var me = await call.Client.GetAsync<CallerView>("api/v1/whoami", cancellation);
        call.Print(me, Write);
        return ExitCodes.Done;
    }

    private static void Write(Terminal terminal, CallerView me)
    {
        terminal.Out.WriteLine($"{me.Name} by {me.Credential}");
        terminal.Out.WriteLine($"roles: {(me.Roles.Count == 0 ? "none" : string.Join(", ", me.Roles))}");
        if (me.Groups.Count > 0)
            terminal.Out.WriteLine($"groups: {string.Join(", ", me.Groups)}");
        if (me.Scope is not null)
            terminal.Out.WriteLine($"narrowed to: {ScopeText.Of(me.Scope)}");
    }
}
