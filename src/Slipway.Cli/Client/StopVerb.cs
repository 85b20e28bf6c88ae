using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class StopVerb : ClientVerb
{
    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the record and for those who wait", HelpName = "TEXT", Required = true };
    private readonly Option<bool> _all = new("--all") { Description = "Everything, in every environment" };
    private readonly Option<string[]> _toZero = new("--scale-to-zero")
    {
        Description = "Stop all instances of this app, too, where the stop holds; may be given several times",
        HelpName = "APP",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _pages = new("--maintenance-page")
    {
        Description = "Show the maintenance page of this app, too, where the stop holds; may be given several times",
        HelpName = "APP",
        AllowMultipleArgumentsPerToken = true,
    };

    public StopVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "stop", "Emergency: freeze an environment, pause its rollouts, hold Argo CD still",
            "slipway stop --env production --reason \"the database is on fire\"",
            "slipway stop --env production --reason \"a leak\" --scale-to-zero shop --maintenance-page shop")
    {
        Options.Add(_reason);
        Options.Add(_all);
        Options.Add(_toZero);
        Options.Add(_pages);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var all = call.Value(_all);
        if (all == (call.App is not null || call.Environment is not null))
            throw new VerbFailedException(ExitCodes.Invalid, all ? "--all is everything: leave --app and --env out" : "say what to stop: --env production, --app shop, or --all");
        if (call.Value(_toZero) is { Length: > 0 } && call.Environment is null)
            throw new VerbFailedException(ExitCodes.Invalid, "--scale-to-zero needs --env: it says where the instances are stopped");
        if (call.Value(_pages) is { Length: > 0 } && call.Environment is null)
            throw new VerbFailedException(ExitCodes.Invalid, "--maintenance-page needs --env: it says where the page is shown");
        var request = new StopRequest
        {
            Scope = all ? "**" : $"{call.App ?? "*"}/{call.Environment ?? "*"}",
            Reason = call.Value(_reason)!,
            ToZero = Environments(_toZero),
            MaintenancePages = Environments(_pages),
        };
        var stop = await call.Client.PostAsync<StopRequest, StopView>("api/v1/stops", request, cancellation);
        return await StopFollowing.FinishAsync(call, stop, StopPhase.Standing, cancellation);

        IReadOnlyList<string> Environments(Option<string[]> apps) => [.. (call.Value(apps) ?? []).Select(app => $"{app}/{call.Environment}")];
    }
}
