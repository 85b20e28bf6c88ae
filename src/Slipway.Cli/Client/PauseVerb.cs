namespace Slipway.Cli.Client;

internal sealed class PauseVerb(Terminal terminal, GlobalOptions globals) : CommandVerb(
    terminal, globals, "pause", "Hold a rollout where it is; a rollback still happens by itself", "slipway pause --reason \"waiting for marketing\"");
