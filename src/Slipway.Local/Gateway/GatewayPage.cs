namespace Slipway.Local.Gateway;

/// <summary>The maintenance page that every request is answered with, in place of both sides.</summary>
/// <param name="Html">Null: the gateway's own.</param>
public sealed record GatewayPage(string? Html);
