using System.Net;
using System.Net.Sockets;

namespace Slipway.Core.Specs.Schema;

/// <summary>The address and port of a gateway, <c>127.0.0.1:8080</c> or <c>[::1]:8080</c>.</summary>
internal static class ListenAddress
{
    private const string Shape = "an address and port such as 127.0.0.1:8080";

    public static TextType Type { get; } = new(Shape, @"^([0-9.]+|\[[0-9a-fA-F:.]+\]):[0-9]{1,5}$", Fault);

    public static IPEndPoint? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0
            || text[(colon + 1)..] is not { Length: > 0 and <= 5 } port
            || !port.All(char.IsAsciiDigit)
            || int.Parse(port) is var number && number is 0 or > IPEndPoint.MaxPort)
        {
            return null;
        }

        var host = text[..colon];
        var bracketed = host[0] == '[' && host[^1] == ']';
        if (!IPAddress.TryParse(bracketed ? host[1..^1] : host, out var address))
            return null;
        // "1" and "0x7f.1" are addresses to the base library, but hardly what anybody means.
        var plain = address.AddressFamily == AddressFamily.InterNetworkV6 ? bracketed : !bracketed && address.ToString() == host;
        return plain ? new IPEndPoint(address, int.Parse(port)) : null;
    }

    /// <summary>Whether two gateways would take each other's connections.</summary>
    public static bool Overlap(IPEndPoint one, IPEndPoint other) =>
        one.Port == other.Port && (one.Address.Equals(other.Address) || IsAny(one.Address) || IsAny(other.Address));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static ScalarFault? Fault(string text)
    {
        if (Parse(text) is not null)
            return null;
        var port = text[(text.LastIndexOf(':') + 1)..];
        var usable = int.TryParse(port, out var number) && number is > 0 and <= IPEndPoint.MaxPort;
        return new ScalarFault($"must be {Shape}, not '{text}'", usable
            ? $"write 127.0.0.1:{number}, or 0.0.0.0:{number} for all addresses"
            : "the port is 1 to 65535");
    }
}
