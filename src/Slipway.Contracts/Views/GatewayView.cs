namespace Slipway.Contracts.Views;

/// <summary>The gateway of an environment.</summary>
/// <param name="Listen">Address and port: <c>127.0.0.1:8080</c>.</param>
/// <param name="State"><c>serving</c>, <c>starting</c> or <c>down</c>.</param>
/// <param name="Error">Why it does not serve, and what to do; null when it does.</param>
public sealed record GatewayView(string Listen, string State, string? Error);
