namespace Slipway.Local.Keeping;

/// <summary>An environment's gateway in a word.</summary>
/// <param name="Listen">As the spec says.</param>
/// <param name="State"><c>starting</c>, <c>serving</c> or <c>down</c>.</param>
/// <param name="Error">Why it does not serve, for a person; null when it does.</param>
public sealed record GatewayState(string Listen, string State, string? Error);
