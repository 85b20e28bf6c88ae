using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Trains;

internal sealed class ReleaseAbortVerb : ClientVerb
{
    private readonly Argument<string> _release = new("release") { Description = "Its id, as `slipway release list` shows it", HelpName = "ID" };
    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the record", HelpName = "TEXT", Required = true };

    public ReleaseAbortVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "abort", "Take back all that a release brought, the last wave first",
            "slipway release abort spring-1.1 --reason \"the prices are wrong\"")
    {
        Arguments.Add(_release);
        Options.Add(_reason);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var view = await call.Client.PostAsync<ReasonRequest, TrainView>(
            $"api/v1/trains/{Uri.EscapeDataString(call.Value(_release)!)}/abort", new ReasonRequest { Reason = call.Value(_reason) }, cancellation);
        call.Print(view, TrainText.Write);
        return ExitCodes.Done;
    }
}
