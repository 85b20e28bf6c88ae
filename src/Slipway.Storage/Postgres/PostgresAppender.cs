using System.Threading.Channels;
using Npgsql;
using Slipway.Core.Ports;

namespace Slipway.Storage.Postgres;

/// <summary>
/// All appends of this server, one transaction after another. Those that wait at the same time share one: two round trips and
/// one flush for all of them. Between servers the chain's lock keeps the order.
/// </summary>
internal sealed class PostgresAppender : IAsyncDisposable
{
    private const int MaxAppendsPerCommit = 256;
    private const int MaxWaitingAppends = 4_096;
    private const int Attempts = 3;

    // Longer than the database takes to restart; whoever waits longer is told that the outcome is not known.
    private const int ReadBackSeconds = 15;
    private const int ReadBackPauseMilliseconds = 200;

    private readonly PostgresConnections _connections;
    private readonly TimeProvider _time;
    private readonly Channel<PendingAppend> _waiting = Channel.CreateBounded<PendingAppend>(MaxWaitingAppends);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public PostgresAppender(PostgresConnections connections, TimeProvider time)
    {
        (_connections, _time) = (connections, time);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Returns once the events are durable, or throws and has stored nothing. Cancels only before it begins.</summary>
    public async Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation)
    {
        var pending = new PendingAppend(append, cancellation);
        try
        {
            await _waiting.Writer.WriteAsync(pending, cancellation);
        }
        catch (ChannelClosedException closed)
        {
            throw new ObjectDisposedException("The store was closed", closed);
        }

        return await pending.Outcome;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        var group = new List<PendingAppend>(MaxAppendsPerCommit);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxAppendsPerCommit && _waiting.Reader.TryRead(out var pending))
            {
                if (!pending.IsCancelled())
                    group.Add(pending);
            }

            if (group.Count > 0)
                await CommitAsync(group);
            group.Clear();
        }
    }

    private async Task CommitAsync(List<PendingAppend> group)
    {
        try
        {
            await StoreAsync(group);
        }
        catch (PostgresException refusal) when (PostgresFault.IsOfData(refusal) && group.Count > 1)
        {
            // What the database does not take of one must not be the others' fault.
            foreach (var one in group)
                await CommitAsync([one]);
        }
        catch (Exception failure)
        {
            // The loop must live on: the callers learn of it, the next appends get their turn.
            var told = PostgresFault.IsOne(failure) ? PostgresFault.Explain(failure, _connections.Place) : failure;
            foreach (var one in group)
                one.Fail(told);
        }
    }

    private async Task StoreAsync(List<PendingAppend> group)
    {
        for (var attempt = 1; ; attempt++)
        {
            var admitted = new List<AdmittedAppend>();
            var connected = false;
            try
            {
                await using var connection = await _connections.OpenAsync(CancellationToken.None);
                connected = true;
                var standing = await AppendStatements.BeginAsync(connection, [.. group.Select(one => one.Append)]);
                var refused = Admit(group, standing, admitted);
                if (admitted.Count > 0)
                    await AppendStatements.CommitAsync(connection, admitted);
                admitted.ForEach(one => one.Pending.Complete(one.Stored));
                foreach (var (pending, refusal) in refused)
                    pending.Fail(refusal);
                return;
            }
            catch (Exception failure) when (PostgresFault.IsOne(failure) && (!PostgresFault.IsRefusal(failure) || PostgresFault.IsCollision(failure)))
            {
                if (admitted.Count > 0 && !PostgresFault.IsRefusal(failure) && await IsStoredAsync(admitted[0].Stored[0], failure))
                {
                    admitted.ForEach(one => one.Pending.Complete(one.Stored));
                    group = [.. group.Except(admitted.Select(one => one.Pending))];
                    if (group.Count == 0)
                        return;
                }

                // A connection from the pool may have died long ago; nothing was written over it.
                if (attempt == Attempts || !connected || PostgresFault.IsLate(failure))
                    throw;
            }
        }
    }

    private static List<(PendingAppend Pending, Exception Refusal)> Admit(List<PendingAppend> group, AppendGroup standing, List<AdmittedAppend> admitted)
    {
        var refused = new List<(PendingAppend, Exception)>();
        foreach (var pending in group)
        {
            try
            {
                admitted.Add(new AdmittedAppend(pending, standing.Admit(pending.Append)));
            }
            catch (Exception refusal) when (refusal is StaleFenceException or StreamConflictException or ArgumentException)
            {
                refused.Add((pending, refusal));
            }
        }

        return refused;
    }

    /// <summary>
    /// The connection broke while the transaction was ending: the database knows whether it was stored. The chain's lock is free
    /// only once that transaction has ended, one way or the other; its first event then is there, or it never will be.
    /// </summary>
    private async Task<bool> IsStoredAsync(StoredEvent first, Exception cause)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await _connections.OpenAsync(_stop.Token);
                return await AppendStatements.IsStoredAsync(connection, first, _stop.Token);
            }
            catch (Exception failure) when (PostgresFault.IsOne(failure) || failure is OperationCanceledException)
            {
                if (_stop.IsCancellationRequested || _time.GetElapsedTime(started) > TimeSpan.FromSeconds(ReadBackSeconds))
                    throw PostgresFault.Explain(cause, _connections.Place, outcomeUnknown: true);
                await Task.Delay(TimeSpan.FromMilliseconds(ReadBackPauseMilliseconds), _time, CancellationToken.None);
            }
        }
    }
}
