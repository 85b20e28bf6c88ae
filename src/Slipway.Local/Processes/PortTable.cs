using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Slipway.Core.Ports;

namespace Slipway.Local.Processes;

/// <summary>
/// Ports given to instances. The system says which one is free; the table keeps it from being given twice before its instance listens.
/// Another program can still take it in between: then the instance ends at its bind, and its restart gets another.
/// </summary>
internal sealed class PortTable
{
    private const int MaxTries = 100;

    private readonly ConcurrentDictionary<int, byte> _given = new();

    /// <exception cref="PortUnavailableException">The system has no free port.</exception>
    public int Take()
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var port = FreePort();
            if (_given.TryAdd(port, 0))
                return port;
        }
        throw new PortUnavailableException($"no free TCP port was found in {MaxTries} tries; see net.ipv4.ip_local_port_range");
    }

    /// <summary>Notes a port that an adopted instance has.</summary>
    public void Keep(int port) => _given.TryAdd(port, 0);

    public void Return(int port) => _given.TryRemove(port, out _);

    private static int FreePort()
    {
        try
        {
            // On all addresses: an instance may listen on loopback or on any.
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Any, 0));
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        catch (SocketException error)
        {
            throw new PortUnavailableException($"no free TCP port: {error.Message}", inner: error);
        }
    }
}
