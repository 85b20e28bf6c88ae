using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class ChecklistSignVerb : ClientVerb
{
    private readonly Argument<string> _item = new("item") { Description = "The item's id", HelpName = "ITEM" };
    private readonly Option<string?> _role = new("--role") { Description = "In which role [default: the one that the item asks for]", HelpName = "ROLE" };
    private readonly Option<string> _evidence = new("--evidence") { Description = "What you saw, or where it can be seen", HelpName = "TEXT", Required = true };
    private readonly Option<string?> _for = new("--for") { Description = "For so long it counts [default, and most: as long as the item says]", HelpName = "DURATION" };
    private readonly Option<string?> _release = ReleaseOption.Create();
    private readonly Argument<string?> _place;

    /// <param name="place">The argument of the verb above this one.</param>
    public ChecklistSignVerb(Terminal terminal, GlobalOptions globals, Argument<string?> place)
        : base(
            terminal, globals, "sign", "Sign an item of a checklist off, with evidence",
            "slipway checklist sign secrets --env production --role security --evidence \"https://vault.example.com/rotations/42\" --for 24h")
    {
        _place = place;
        Arguments.Add(_item);
        Options.Add(_role);
        Options.Add(_evidence);
        Options.Add(_for);
        Options.Add(_release);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var (app, environment) = PlaceArgument.Read(call, _place);
        var item = call.Value(_item)!;
        var request = new SignRequest
        {
            App = app,
            Environment = environment,
            Release = call.Value(_release),
            Role = call.Value(_role),
            Evidence = call.Value(_evidence)!,
            Minutes = MinutesOption.Read(call.Parsed, _for),
        };
        var checklist = await call.Client.PostAsync<SignRequest, ChecklistView>($"api/v1/checklist/{Uri.EscapeDataString(item)}/sign", request, cancellation);
        call.Print(checklist, (terminal, view) => ChecklistText.WriteAnswer(terminal, view, item));
        return ExitCodes.Done;
    }
}
