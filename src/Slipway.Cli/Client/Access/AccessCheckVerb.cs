using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Access;

internal sealed class AccessCheckVerb : ClientVerb
{
    private readonly Option<string?> _file = new("--file", "-f") { Description = "Decide by this access file alone, without a server", HelpName = "FILE" };
    private readonly Option<string?> _person = new("--as") { Description = "Who would ask; with a server [default: you]", HelpName = "NAME" };
    private readonly Option<string?> _groups = new("--groups") { Description = "The groups of who would ask", HelpName = "NAME,NAME" };
    private readonly Option<string> _action = new("--do") { Description = "The action: a verb such as deploy, or view, logs, override, emergency, admin", HelpName = "ACTION", Required = true };
    private readonly Option<string> _on = new("--on") { Description = "Where", HelpName = "APP/ENVIRONMENT", Required = true };
    private readonly Func<AccessQuestion, AccessDecisionView> _offline;

    /// <param name="offline">Decides by a file.</param>
    public AccessCheckVerb(Terminal terminal, GlobalOptions globals, Func<AccessQuestion, AccessDecisionView> offline)
        : base(
            terminal, globals, "check", "Say whether somebody may do something somewhere, and what says so",
            "slipway access check --file access.yaml --as alice --groups release,ops --do deploy --on shop/production",
            "slipway access check --do approve --on shop/production")
    {
        _offline = offline;
        Options.Add(_file);
        Options.Add(_person);
        Options.Add(_groups);
        Options.Add(_action);
        Options.Add(_on);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var (person, groups, action, on) = (call.Value(_person), call.Value(_groups), call.Value(_action)!, call.Value(_on)!);
        _ = AccessPath.Parts(on);
        var decision = call.Value(_file) is { } file
            ? _offline(new AccessQuestion(file, person ?? throw new VerbFailedException(ExitCodes.Invalid, "say with --as who would ask"), Names(groups), action, on))
            : await call.Client.GetAsync<AccessDecisionView>(AccessPath.Of("check", on, ("action", action), ("person", person), ("groups", groups)), cancellation);
        call.Print(decision, (terminal, view) => terminal.Out.WriteLine($"{(view.Allowed ? "allowed" : "not allowed")} by {view.By}"));
        return decision.Allowed ? ExitCodes.Done : ExitCodes.Denied;
    }

    private static string[] Names(string? groups) => groups?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
