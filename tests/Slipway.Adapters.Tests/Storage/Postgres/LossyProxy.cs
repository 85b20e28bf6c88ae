using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace Slipway.Adapters.Tests.Storage.Postgres;

/// <summary>A way to the database that breaks at the next commit: before the database gets it, or before its answer comes back.</summary>
internal sealed class LossyProxy : IAsyncDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _database;
    private readonly Task _accepting;

    public LossyProxy(int database)
    {
        _database = database;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Breaks that are still to come.</summary>
    public int LoseCommits { get; set; }

    public int LoseAnswers { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var database = new TcpClient();
        using (client)
        {
            await database.ConnectAsync(IPAddress.Loopback, _database, _stop.Token);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var muted = new StrongBox<bool>();
            Task[] ways = [RequestsAsync(client.GetStream(), database.GetStream(), muted, ended.Token), AnswersAsync(database.GetStream(), client.GetStream(), muted, ended.Token)];
            await Task.WhenAny(ways);
            await ended.CancelAsync();
            await Task.WhenAll(ways);
        }
    }

    private async Task RequestsAsync(NetworkStream client, NetworkStream database, StrongBox<bool> muted, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (await client.ReadAsync(buffer, cancellation) is var read and > 0)
            {
                if (Encoding.ASCII.GetString(buffer, 0, read).Contains("COMMIT\0", StringComparison.Ordinal))
                {
                    if (LoseCommits > 0)
                    {
                        LoseCommits--;
                        return;
                    }

                    muted.Value = LoseAnswers > 0;
                    LoseAnswers -= muted.Value ? 1 : 0;
                }

                await database.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // One of the two sides has gone.
        }
    }

    private static async Task AnswersAsync(NetworkStream database, NetworkStream client, StrongBox<bool> muted, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            // Muted, the first word of the database says that the commit is done; the client does not hear it.
            while (await database.ReadAsync(buffer, cancellation) is var read and > 0 && !muted.Value)
                await client.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // One of the two sides has gone.
        }
    }
}
