using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class ChecklistVerb : ClientVerb
{
    private readonly Argument<string?> _place = PlaceArgument.Create();
    private readonly Option<string?> _release = ReleaseOption.Create();

    public ChecklistVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "checklist", "Show what has to be in order before a release comes, and after it has come",
            "slipway checklist shop/production", "slipway checklist --env production --release 2.0.0")
    {
        Arguments.Add(_place);
        Options.Add(_release);
        Subcommands.Add(new ChecklistRunVerb(terminal, globals, _place));
        Subcommands.Add(new ChecklistSignVerb(terminal, globals, _place));
        Subcommands.Add(new ChecklistWithdrawVerb(terminal, globals, _place));
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var (app, environment) = PlaceArgument.Read(call, _place);
        var placed = call with { App = app, Environment = environment };
        var checklist = await call.Client.GetAsync<ChecklistView>("api/v1/checklist" + placed.Query(("release", call.Value(_release))), cancellation);
        call.Print(checklist, ChecklistText.Write);
        return ExitCodes.Done;
    }
}
