namespace Slipway.Local.Peers;

/// <summary>
/// Puts the key on each request. Read anew each time: a gateway outlives many servers, and the key that it was started with.
/// Where there is no key yet, the request goes without, and whoever wants one refuses it.
/// </summary>
/// <param name="path">Null: there is no key.</param>
public sealed class PeerKeyHandler(string? path, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (path is not null && PeerKey.Read(path) is { } key)
            request.Headers.TryAddWithoutValidation(PeerKey.Header, key);
        return base.SendAsync(request, cancellationToken);
    }
}
