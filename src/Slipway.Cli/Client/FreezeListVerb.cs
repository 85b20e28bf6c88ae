using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class FreezeListVerb(Terminal terminal, GlobalOptions globals) : ClientVerb(
    terminal, globals, "list", "List the freezes that stand or are planned", "slipway freeze list")
{
    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var freezes = await call.Client.GetAsync<IReadOnlyList<FreezeView>>("api/v1/freezes", cancellation);
        call.Print(freezes, (terminal, all) =>
        {
            if (all.Count == 0)
                terminal.Out.WriteLine("nothing is frozen, and no freeze is planned");
            foreach (var freeze in all)
                FreezeText.Write(terminal, freeze);
        });
        return ExitCodes.Done;
    }
}
