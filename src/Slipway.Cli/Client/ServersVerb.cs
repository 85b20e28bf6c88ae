using System.Globalization;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class ServersVerb(Terminal terminal, GlobalOptions globals) : ClientVerb(
    terminal, globals, "servers", "List the living servers, what each drives, and which one keeps the processes", "slipway servers")
{
    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var servers = await call.Client.GetAsync<IReadOnlyList<ServerView>>("api/v1/servers", cancellation);
        call.Print(servers, Write);
        return ExitCodes.Done;
    }

    private static void Write(Terminal terminal, IReadOnlyList<ServerView> servers) =>
        Listing.Write(
            terminal,
            ["server", "address", "folder", "rollouts", ""],
            servers.Select(s => (IReadOnlyList<string>)
            [
                s.Id,
                s.Url,
                s.Folder,
                s.Rollouts.ToString(CultureInfo.InvariantCulture),
                (s.Keeper, s.Asked) switch
                {
                    (true, true) => "keeper, answers you",
                    (true, false) => "keeper",
                    (false, true) => "answers you",
                    _ => "",
                },
            ]));
}
