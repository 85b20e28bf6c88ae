using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Slipway.Storage;

/// <summary>
/// The one connection that writes. Writes that wait at the same time share a transaction, and so one flush to the disk;
/// each has a savepoint, so that a refused one leaves the others alone.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MaxWritesPerCommit = 64;
    private const int MaxWaitingWrites = 1_024;

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly Channel<IPendingWrite> _waiting = Channel.CreateBounded<IPendingWrite>(MaxWaitingWrites);
    private readonly ConcurrentQueue<IPendingWrite> _first = new();
    private readonly Task _loop;

    /// <param name="connection">Open; closed with this.</param>
    /// <param name="path">For error messages.</param>
    public SqliteWriter(SqliteConnection connection, string path)
    {
        (_connection, _path) = (connection, path);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Returns once the work's changes are durable, or throws what it threw and has changed nothing. Cancels only before it begins.</summary>
    public async Task<T> RunAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation)
    {
        var write = new PendingWrite<T>(work, cancellation);
        try
        {
            await _waiting.Writer.WriteAsync(write, cancellation);
        }
        catch (ChannelClosedException closed)
        {
            throw new ObjectDisposedException("The store was closed", closed);
        }

        return await write.Outcome;
    }

    /// <summary>As <see cref="RunAsync{T}"/>, with the next commit, whatever waits.</summary>
    public Task<T> RunFirstAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation)
    {
        var write = new PendingWrite<T>(work, cancellation);
        _first.Enqueue(write);

        // Wakes the loop. Where there is no room, it is awake; where the store was closed, the loop looks once more or has ended.
        var woken = _waiting.Writer.TryWrite(new PendingWrite<bool>(_ => true, CancellationToken.None));
        ObjectDisposedException.ThrowIf(!woken && _waiting.Reader.Completion.IsCompleted, this);
        return write.Outcome;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        await _connection.DisposeAsync();
    }

    private async Task LoopAsync()
    {
        var batch = new List<IPendingWrite>(MaxWritesPerCommit);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (_first.TryDequeue(out var first))
                batch.Add(first);
            while (batch.Count < MaxWritesPerCommit && _waiting.Reader.TryRead(out var write))
                batch.Add(write);
            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<IPendingWrite> batch)
    {
        try
        {
            _connection.InTransaction(() => batch.ForEach(write => write.Run(_connection)));
            batch.ForEach(write => write.Complete());
        }
        catch (SqliteException fault)
        {
            batch.ForEach(write => write.Fail(SqliteFault.Explain(fault, _path)));
        }
        catch (Exception bug)
        {
            // The loop must live on: the callers learn of it, the next writes get their turn.
            batch.ForEach(write => write.Fail(bug));
        }
    }
}
