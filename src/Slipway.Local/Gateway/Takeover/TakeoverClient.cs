using System.Net.Sockets;

namespace Slipway.Local.Gateway.Takeover;

/// <summary>The end of the new gateway: it asks the running one for its listening socket.</summary>
internal sealed class TakeoverClient : IDisposable
{
    private const int TimeoutSeconds = 10;

    private readonly Socket _channel;
    private readonly TimeProvider _time;

    private TakeoverClient(Socket channel, TimeProvider time) => (_channel, _time) = (channel, time);

    /// <summary>Null when no gateway answers on <paramref name="path"/>.</summary>
    public static async Task<TakeoverClient?> ConnectAsync(string path, TimeProvider time, CancellationToken cancellation)
    {
        var channel = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await channel.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new TakeoverClient(channel, time);
        }
        catch (SocketException)
        {
            channel.Dispose();
            return null;
        }
    }

    /// <summary>The listening socket, which both processes have from now on; null when the running gateway has none or went away.</summary>
    public async Task<Socket?> ReceiveAsync(CancellationToken cancellation)
    {
        await TakeoverServer.WriteAsync(_channel, TakeoverServer.Takeover, cancellation);
        _channel.ReceiveTimeout = (int)TimeSpan.FromSeconds(TimeoutSeconds).TotalMilliseconds;
        try
        {
            // Waits for the first byte by the runtime's means, so that the blocking call below has it at hand.
            await _channel.ReceiveAsync(Memory<byte>.Empty, cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(TimeoutSeconds), _time, cancellation);
            return DescriptorPassing.Receive(_channel);
        }
        catch (Exception failure) when (failure is SocketException or IOException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Tells the running gateway to stop accepting, and returns when it has heard it.</summary>
    public async Task AcceptingAsync(CancellationToken cancellation)
    {
        try
        {
            await TakeoverServer.WriteAsync(_channel, TakeoverServer.Accepting, cancellation);
            await TakeoverServer.ReadAsync(_channel, cancellation).WaitAsync(TimeSpan.FromSeconds(TimeoutSeconds), _time, cancellation);
        }
        catch (Exception gone) when (gone is SocketException or IOException or TimeoutException)
        {
            // It ended in between, which is what was asked of it.
        }
    }

    public async Task<string> HealthAsync(CancellationToken cancellation)
    {
        await TakeoverServer.WriteAsync(_channel, TakeoverServer.Health, cancellation);
        using var stream = new NetworkStream(_channel);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellation);
    }

    public void Dispose() => _channel.Dispose();
}
