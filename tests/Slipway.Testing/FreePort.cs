using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Slipway.Testing;

/// <summary>
/// Ports for listeners that are started a moment later. Below the range from which the system takes the ports of outgoing
/// connections and of instances: one of those would otherwise be in the way now and then.
/// </summary>
public static class FreePort
{
    private const int First = 10_000;
    private const int PastLast = 32_000;
    private const int MaxTries = 100;

    public static int Take()
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(First, PastLast);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }

        throw new InvalidOperationException($"No free port in {MaxTries} tries");
    }
}
