namespace Slipway.Cli.Client;

internal sealed class ResumeVerb(Terminal terminal, GlobalOptions globals) : CommandVerb(
    terminal, globals, "resume", "Let a paused rollout go on", "slipway resume --watch");
