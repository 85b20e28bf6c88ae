using System.Net.Http.Headers;

namespace Slipway.Testing.Access;

/// <summary>Sends what a server left in its data folder for its own user, as the command line does. Read anew each time: each life of a server has its own.</summary>
/// <param name="data">The data folder.</param>
public sealed class LocalCredentialHandler(string data, HttpMessageHandler? inner = null) : DelegatingHandler(inner ?? new SocketsHttpHandler { UseProxy = false })
{
    /// <summary>Null while no server at this address left one.</summary>
    public static string? Read(string data, Uri server)
    {
        var path = Path.Combine(data, "credentials", Uri.EscapeDataString(server.Authority));
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is null && Read(data, request.RequestUri!) is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return base.SendAsync(request, cancellationToken);
    }
}
