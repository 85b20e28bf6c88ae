using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slipway.Testing.Kubernetes;

/// <summary>
/// What a simulated pod answers over HTTP: a line with its version and its name. It keeps connections open as a real service
/// does, and when it stops it answers what it has begun.
/// </summary>
internal sealed class PodServer : IAsyncDisposable
{
    private const int HeaderBytes = 16 * 1024;
    private const int Backlog = 512;

    private readonly List<Socket> _listeners = [];
    private readonly List<Task> _accepting = [];
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly string _version;
    private readonly string _pod;
    private readonly Func<PodBehaviour?> _behaviour;
    private long _requests;

    private PodServer(string version, string pod, Func<PodBehaviour?> behaviour) => (_version, _pod, _behaviour) = (version, pod, behaviour);

    public long Requests => Interlocked.Read(ref _requests);

    /// <param name="behaviour">Null while the container does not run: connections are reset.</param>
    /// <exception cref="SocketException">A port is taken, or only root may have it.</exception>
    public static PodServer Start(IPAddress address, IEnumerable<int> ports, string version, string pod, Func<PodBehaviour?> behaviour)
    {
        var server = new PodServer(version, pod, behaviour);
        try
        {
            foreach (var port in ports)
            {
                var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                server._listeners.Add(listener);
                listener.Bind(new IPEndPoint(address, port));
                listener.Listen(Backlog);
            }
        }
        catch (SocketException)
        {
            foreach (var listener in server._listeners)
                listener.Dispose();
            throw;
        }

        server._accepting.AddRange(server._listeners.Select(server.AcceptAsync));
        return server;
    }

    /// <summary>Takes no more; returns once it has answered what it had begun.</summary>
    public async Task StopAsync()
    {
        foreach (var listener in _listeners)
            listener.Dispose();
        await Task.WhenAll(_accepting);
        await _stop.CancelAsync();
        await Task.WhenAll(_connections.Keys);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var connection = ServeAsync(await listener.AcceptAsync());
                _connections[connection] = 0;
                _ = connection.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The pod stops.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                if (_behaviour() is null)
                {
                    socket.LingerState = new LingerOption(enable: true, seconds: 0);
                    return;
                }

                socket.NoDelay = true;
                var buffer = new byte[HeaderBytes];
                var length = 0;
                while (await ReadHeadAsync(socket, buffer, length) is { } head)
                {
                    length = await SkipBodyAsync(socket, buffer, head);
                    await AnswerAsync(socket);
                }
            }
            catch (Exception gone) when (gone is SocketException or OperationCanceledException)
            {
                // The client went, or the pod stops and this connection is idle.
            }
        }
    }

    /// <summary>Where the head ends and how much was read; null: the client has closed.</summary>
    private async Task<(int End, int Read)?> ReadHeadAsync(Socket socket, byte[] buffer, int length)
    {
        int end;
        while ((end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            // A connection without a request in it ends when the pod stops.
            var read = length == buffer.Length ? 0 : await socket.ReceiveAsync(buffer.AsMemory(length), length == 0 ? _stop.Token : CancellationToken.None);
            if (read == 0)
                return null;
            length += read;
        }

        return (end + 4, length);
    }

    /// <summary>How much of the next request is in the buffer, moved to its beginning.</summary>
    private static async Task<int> SkipBodyAsync(Socket socket, byte[] buffer, (int End, int Read) head)
    {
        const string lengthHeader = "\r\ncontent-length:";
        var text = Encoding.ASCII.GetString(buffer, 0, head.End);
        var at = text.IndexOf(lengthHeader, StringComparison.OrdinalIgnoreCase);
        var body = at < 0 ? 0 : long.Parse(text[(at + lengthHeader.Length)..text.IndexOf("\r\n", at + 2, StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        var here = head.Read - head.End;
        if (body <= here)
        {
            var next = here - (int)body;
            buffer.AsSpan(head.End + (int)body, next).CopyTo(buffer);
            return next;
        }

        for (var left = body - here; left > 0;)
            left -= await socket.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length))) is var read and > 0 ? read : throw new SocketException();
        return 0;
    }

    private async Task AnswerAsync(Socket socket)
    {
        var behaviour = _behaviour() ?? throw new OperationCanceledException("The container does not run.");
        if (behaviour.AnswersAfter > TimeSpan.Zero)
            await Task.Delay(behaviour.AnswersAfter, TimeProvider.System);
        Interlocked.Increment(ref _requests);
        var body = $"{_version} {_pod}\n";
        var last = _stop.IsCancellationRequested ? "Connection: close\r\n" : "";
        var answer = string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {(int)behaviour.Answers} {behaviour.Answers}\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\nX-Version: {_version}\r\nX-Pod: {_pod}\r\n{last}\r\n{body}");
        await socket.SendAsync(Encoding.ASCII.GetBytes(answer));
        if (last.Length > 0)
            throw new OperationCanceledException("The pod stops.");
    }
}
