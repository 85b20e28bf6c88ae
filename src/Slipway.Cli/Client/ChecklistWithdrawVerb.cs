using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class ChecklistWithdrawVerb : ClientVerb
{
    private readonly Argument<string> _item = new("item") { Description = "The item's id", HelpName = "ITEM" };
    private readonly Option<string?> _reason = ReasonOption.Create();
    private readonly Argument<string?> _place;

    /// <param name="place">The argument of the verb above this one.</param>
    public ChecklistWithdrawVerb(Terminal terminal, GlobalOptions globals, Argument<string?> place)
        : base(
            terminal, globals, "withdraw", "Take back all answers to an item of a checklist: it is open again",
            "slipway checklist withdraw secrets --env production --reason \"one was left out\"")
    {
        _place = place;
        Arguments.Add(_item);
        Options.Add(_reason);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var (app, environment) = PlaceArgument.Read(call, _place);
        var item = call.Value(_item)!;
        var request = new ChecklistWithdrawRequest { App = app, Environment = environment, Reason = call.Value(_reason) };
        var checklist = await call.Client.PostAsync<ChecklistWithdrawRequest, ChecklistView>($"api/v1/checklist/{Uri.EscapeDataString(item)}/withdraw", request, cancellation);
        call.Print(checklist, (terminal, view) => ChecklistText.WriteAnswer(terminal, view, item));
        return ExitCodes.Done;
    }
}
