using System.Net;
using System.Net.Sockets;

namespace Slipway.Bench.Running;

/// <summary>Ports of loopback.</summary>
public static class Ports
{
    /// <summary>One that nobody listens on at this moment.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
