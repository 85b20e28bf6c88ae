using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class ReviewVerb : ClientVerb
{
    private readonly Option<string> _reason = new("--reason") { Description = "What was found, for the record", HelpName = "TEXT", Required = true };

    public ReviewVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "review", "Say that an emergency rollout was looked at; normal deployments are possible again",
            "slipway review --env production --reason \"the change was right; a test is added\"") =>
        Options.Add(_reason);

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var request = new ReviewRequest { App = call.App, Environment = call.Environment, Reason = call.Value(_reason)! };
        var holds = await call.Client.PostAsync<ReviewRequest, IReadOnlyList<HoldView>>("api/v1/reviews", request, cancellation);
        call.Print(holds, (terminal, _) => terminal.Out.WriteLine("reviewed; normal deployments are possible again"));
        return ExitCodes.Done;
    }
}
