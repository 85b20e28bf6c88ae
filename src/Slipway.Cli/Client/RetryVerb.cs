namespace Slipway.Cli.Client;

internal sealed class RetryVerb(Terminal terminal, GlobalOptions globals) : CommandVerb(
    terminal, globals, "retry", "Try the step again that failed or that waits for the world", "slipway retry storefront.production.3 --watch");
