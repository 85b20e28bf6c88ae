using System.Net;
using System.Net.Sockets;

namespace Slipway.Bench.Running;

/// <summary>A TCP link of loopback that can fall silent, be cut and come back. Thread-safe.</summary>
public sealed class Relay : IAsyncDisposable
{
    private const int BufferBytes = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _open = [];
    private readonly int _target;
    private readonly Task _accepting;
    private TaskCompletionSource _passes = Passing();
    private RelayMode _mode = RelayMode.Open;

    /// <param name="target">The port of loopback behind it; nobody needs to listen there yet.</param>
    public Relay(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public void Set(RelayMode mode)
    {
        Socket[] ended = [];
        lock (_gate)
        {
            _mode = mode;
            if (mode == RelayMode.Open)
                _passes.TrySetResult();
            else if (_passes.Task.IsCompleted)
                _passes = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (mode == RelayMode.Cut)
                ended = [.. _open];
        }

        foreach (var socket in ended)
            socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Set(RelayMode.Cut);
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private static TaskCompletionSource Passing()
    {
        var passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        passing.SetResult();
        return passing;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (!Keep(client, server))
                return;
            await Passes();
            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            (client.NoDelay, server.NoDelay) = (true, true);
            await Task.WhenAll(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One end went away, nobody listens, or the link was cut: both ends see the end.
        }
        finally
        {
            lock (_gate)
            {
                _open.Remove(client);
                _open.Remove(server);
            }

            client.Dispose();
        }
    }

    private bool Keep(Socket client, Socket server)
    {
        lock (_gate)
        {
            if (_mode == RelayMode.Cut)
                return false;
            _open.Add(client);
            _open.Add(server);
            return true;
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is > 0 and var count)
            {
                await Passes();
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _stop.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            // The other direction must not wait for an end that has gone.
            from.Dispose();
            to.Dispose();
            throw;
        }
    }

    private Task Passes()
    {
        lock (_gate)
            return _passes.Task.WaitAsync(_stop.Token);
    }
}
