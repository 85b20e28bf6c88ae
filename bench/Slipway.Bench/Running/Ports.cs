using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Slipway.Bench.Running;

/// <summary>
/// Ports of loopback for listeners that are started a moment later. Below the range from which the system takes the ports of
/// outgoing connections and of relays, and each handed out once: a gateway and a server would otherwise get the same one now and then.
/// </summary>
public static class Ports
{
    private const int First = 10_000;
    private const int PastLast = 32_000;
    private const int MaxTries = 1_000;

    /// <summary>In a random order, of which each call takes the next: two callers never get the same one.</summary>
    private static readonly int[] s_order = Shuffled();

    private static int s_next;

    /// <summary>One that nobody listens on at this moment.</summary>
    public static int Free()
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var port = s_order[(uint)Interlocked.Increment(ref s_next) % s_order.Length];
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

        throw new BenchFailedException($"no free port in {MaxTries} tries");
    }

    private static int[] Shuffled()
    {
        var ports = Enumerable.Range(First, PastLast - First).ToArray();
        RandomNumberGenerator.Shuffle<int>(ports);
        return ports;
    }
}
