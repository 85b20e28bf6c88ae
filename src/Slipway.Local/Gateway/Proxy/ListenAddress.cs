using System.Net;

namespace Slipway.Local.Gateway.Proxy;

/// <summary>Reads what a spec says under <c>listen</c>.</summary>
internal static class ListenAddress
{
    /// <summary><c>address:port</c>; <c>localhost</c> is 127.0.0.1, and without an address it is all addresses.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static IPEndPoint Parse(string listen)
    {
        var text = listen.StartsWith(':') ? $"0.0.0.0{listen}" : listen;
        text = text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? $"127.0.0.1:{text["localhost:".Length..]}" : text;
        return IPEndPoint.TryParse(text, out var endpoint) && text.Contains(':', StringComparison.Ordinal)
            ? endpoint
            : throw new FormatException($"'{listen}' is not an address and port such as 127.0.0.1:8080");
    }
}
