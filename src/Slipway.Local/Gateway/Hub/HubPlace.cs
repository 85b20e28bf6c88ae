namespace Slipway.Local.Gateway.Hub;

/// <summary>Where the gateways' hub is at the moment.</summary>
/// <param name="Hub">Null when it is not in this server.</param>
/// <param name="Elsewhere">The server that it is in; null when it is here, or nowhere.</param>
/// <param name="Ended">Cancelled when it is no longer here.</param>
public sealed record HubPlace(GatewayHub? Hub, Uri? Elsewhere, CancellationToken Ended);
