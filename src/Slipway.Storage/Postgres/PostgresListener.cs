using Npgsql;

namespace Slipway.Storage.Postgres;

/// <summary>Raises the signal when any server has appended. What it misses while its connection is down, the poll of the waits finds.</summary>
internal sealed class PostgresListener : IAsyncDisposable
{
    public const string Notify = "NOTIFY slipway_events";

    private const int ReconnectSeconds = 1;

    private readonly PostgresConnections _connections;
    private readonly AppendSignal _signal;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public PostgresListener(PostgresConnections connections, AppendSignal signal, TimeProvider time)
    {
        (_connections, _signal, _time) = (connections, signal, time);
        _loop = Task.Run(LoopAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                try
                {
                    await ListenAsync();
                }
                catch (Exception failure) when (PostgresFault.IsOne(failure))
                {
                    await Task.Delay(TimeSpan.FromSeconds(ReconnectSeconds), _time, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The store is closed.
        }
    }

    private async Task ListenAsync()
    {
        await using var connection = await _connections.OpenSingleAsync(_stop.Token);
        connection.Notification += (_, _) => _signal.Raise();
        await using (var listen = new NpgsqlCommand("LISTEN slipway_events", connection))
            await listen.ExecuteNonQueryAsync(_stop.Token);

        // Something may have come before the first word was heard.
        _signal.Raise();
        while (true)
            await connection.WaitAsync(_stop.Token);
    }
}
