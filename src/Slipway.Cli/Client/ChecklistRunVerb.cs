using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class ChecklistRunVerb : ClientVerb
{
    /// <summary>Checks take up to 10 minutes each, and some wait for others.</summary>
    private const int AnswerMinutes = 60;

    private const string Clear = "clear";

    private readonly Argument<string[]> _items = new("items") { Description = "Ids of items [default: all that have a check]", HelpName = "ITEM", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _release = ReleaseOption.Create();
    private readonly Option<bool> _after = new("--after") { Description = "Of all, those after the deployment" };
    private readonly Argument<string?> _place;

    /// <param name="place">The argument of the verb above this one.</param>
    public ChecklistRunVerb(Terminal terminal, GlobalOptions globals, Argument<string?> place)
        : base(
            terminal, globals, "run", "Run the checks of a checklist and record what they find; ends with code 1 when one is not in order",
            "slipway checklist run --env production", "slipway checklist run tls headers --env production --release 2.0.0")
    {
        _place = place;
        Arguments.Add(_items);
        Options.Add(_release);
        Options.Add(_after);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var (app, environment) = PlaceArgument.Read(call, _place);
        var (items, after) = (call.Value(_items) ?? [], call.Value(_after));
        var request = new ChecklistRunRequest { App = app, Environment = environment, Release = call.Value(_release), Items = items, After = after };
        var checklist = await call.Client.PostAsync<ChecklistRunRequest, ChecklistView>("api/v1/checklist/run", request, cancellation, TimeSpan.FromMinutes(AnswerMinutes));
        var moment = after ? "after" : "before";
        var ran = checklist.Groups.Where(g => items.Length > 0 || g.Moment == moment).SelectMany(g => g.Items)
            .Where(i => items.Length > 0 ? items.Contains(i.Id) : i.Check is not null).ToList();
        call.Print(checklist, (terminal, view) =>
        {
            foreach (var item in ran)
                ChecklistText.Write(terminal, item);
            terminal.Out.WriteLine(view.Sentence);
        });
        return ran.TrueForAll(item => item.State == Clear) ? ExitCodes.Done : ExitCodes.Failed;
    }
}
