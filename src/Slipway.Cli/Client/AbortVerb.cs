namespace Slipway.Cli.Client;

internal sealed class AbortVerb(Terminal terminal, GlobalOptions globals) : CommandVerb(
    terminal, globals, "abort", "Take a running rollout back: all traffic to stable at once", "slipway abort --reason \"wrong version\" --watch")
{
    protected override bool WantsRollback => true;
}
