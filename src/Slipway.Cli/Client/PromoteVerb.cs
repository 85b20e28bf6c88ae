using System.CommandLine;

namespace Slipway.Cli.Client;

internal sealed class PromoteVerb : CommandVerb
{
    private readonly Option<bool> _full = new("--full") { Description = "Past all remaining weights and waits at once" };

    private readonly Option<bool> _overrideBudget = new("--override-budget") { Description = "Past the error budget, where that holds it; needs --reason" };

    public PromoteVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "promote", "Let a rollout past the step that it waits at",
            "slipway promote --reason \"dashboards look good\"",
            "slipway promote --full --watch")
    {
        Options.Add(_full);
        Options.Add(_overrideBudget);
    }

    protected override bool? Full(ClientCall call) => call.Value(_full) ? true : null;

    protected override bool? OverrideBudget(ClientCall call) => call.Value(_overrideBudget) ? true : null;
}
