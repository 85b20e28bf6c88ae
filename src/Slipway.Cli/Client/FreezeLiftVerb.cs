using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class FreezeLiftVerb : ClientVerb
{
    private readonly Argument<string> _id = new("freeze") { Description = "Its id, as `slipway freeze list` shows it", HelpName = "FREEZE" };
    private readonly Option<string?> _reason = ReasonOption.Create();

    public FreezeLiftVerb(Terminal terminal, GlobalOptions globals)
        : base(terminal, globals, "lift", "Let changes go on; rollouts that waited go on by themselves", "slipway freeze lift freeze-3 --reason \"all is well\"")
    {
        Arguments.Add(_id);
        Options.Add(_reason);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var view = await call.Client.PostAsync<ReasonRequest, FreezeView>(
            $"api/v1/freezes/{Uri.EscapeDataString(call.Value(_id)!)}/lift", new ReasonRequest { Reason = call.Value(_reason) }, cancellation);
        call.Print(view, (terminal, lifted) => terminal.Out.WriteLine($"{lifted.Id} over {lifted.Scope} is lifted"));
        return ExitCodes.Done;
    }
}
