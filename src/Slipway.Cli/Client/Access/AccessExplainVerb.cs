using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Access;

internal sealed class AccessExplainVerb : ClientVerb
{
    private readonly Option<string?> _person = new("--as") { Description = "About whom; needs the right to administer [default: you]", HelpName = "NAME" };
    private readonly Option<string?> _groups = new("--groups") { Description = "With --as: the groups", HelpName = "NAME,NAME" };
    private readonly Option<string> _on = new("--on") { Description = "Where", HelpName = "APP/ENVIRONMENT", Required = true };

    public AccessExplainVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "explain", "Say all that somebody may do and may not do somewhere, and what says so",
            "slipway access explain --on shop/production", "slipway access explain --on shop/production --as alice --groups release")
    {
        Options.Add(_person);
        Options.Add(_groups);
        Options.Add(_on);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var path = AccessPath.Of("explain", call.Value(_on)!, ("person", call.Value(_person)), ("groups", call.Value(_groups)));
        var explanation = await call.Client.GetAsync<AccessExplanationView>(path, cancellation);
        call.Print(explanation, Write);
        return ExitCodes.Done;
    }

    private static void Write(Terminal terminal, AccessExplanationView explanation)
    {
        terminal.Out.WriteLine($"{explanation.Person} on {explanation.On}, roles: {(explanation.Roles.Count == 0 ? "none" : string.Join(", ", explanation.Roles))}");
        Listing.Write(
            terminal, ["action", "", "by"], explanation.Decisions.Select(d => (IReadOnlyList<string>)[d.Key, d.Value.Allowed ? "yes" : "no", d.Value.By]));
    }
}
