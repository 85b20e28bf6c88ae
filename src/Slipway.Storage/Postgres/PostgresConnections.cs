using Npgsql;
using Slipway.Core.Ports;

namespace Slipway.Storage.Postgres;

/// <summary>The connections of one process to its store, with a bound on all that is done over them.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    private const int CommandSeconds = 10;
    private const int ConnectSeconds = 10;
    private const int MaxReading = 12;
    private const int MaxWriting = 6;
    private const int MaxPreparedStatements = 40;
    private const int KeepAliveSeconds = 5;

    // A server that hangs, is stopped or is cut off in the middle of an append holds what all the others need:
    // the database takes it back before anybody else would notice. An append's own pauses are far below this.
    private const int IdleInTransactionMilliseconds = 2_000;

    private const int Attempts = 3;

    private readonly NpgsqlDataSource _reading;

    // Apart: thousands of readers that wait for their turn must not keep a server from saying that it lives.
    private readonly NpgsqlDataSource _writing;
    private readonly NpgsqlDataSource _single;

    public PostgresConnections(PostgresAddress place)
    {
        Place = place;
        _reading = NpgsqlDataSource.Create(Settings(place, MaxReading).ToString());
        _writing = NpgsqlDataSource.Create(Settings(place, MaxWriting).ToString());
        var single = Settings(place, 1);
        single.Pooling = false;
        single.KeepAlive = KeepAliveSeconds;
        _single = NpgsqlDataSource.Create(single.ToString());
    }

    public PostgresAddress Place { get; }

    /// <summary>One of the pool for writing; give it back soon.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation) => _writing.OpenConnectionAsync(cancellation);

    /// <summary>One for a long time, that notices by itself when the other end is gone.</summary>
    public ValueTask<NpgsqlConnection> OpenSingleAsync(CancellationToken cancellation) => _single.OpenConnectionAsync(cancellation);

    /// <summary>Runs reading statements: again on a new connection when the one from the pool was dead.</summary>
    /// <exception cref="PortUnavailableException">The database does not answer or refuses.</exception>
    public async Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var connected = false;
            try
            {
                await using var connection = await _reading.OpenConnectionAsync(cancellation);
                connected = true;
                return await work(connection);
            }
            catch (Exception failure) when (PostgresFault.IsOne(failure))
            {
                if (attempt == Attempts || !connected || PostgresFault.IsRefusal(failure) || PostgresFault.IsLate(failure))
                    throw PostgresFault.Explain(failure, Place);
            }
        }
    }

    /// <summary>Runs writing statements in one transaction: again when it is certain that nothing was written, and likely to succeed.</summary>
    /// <exception cref="PortUnavailableException">The database does not answer or refuses; its outcome is unknown when the connection broke during the commit.</exception>
    public async Task<T> WriteAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var connected = false;
            var committing = false;
            try
            {
                await using var connection = await OpenAsync(cancellation);
                connected = true;
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                var result = await work(connection);
                committing = true;
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            catch (Exception failure) when (PostgresFault.IsOne(failure))
            {
                var unknown = committing && !PostgresFault.IsRefusal(failure);
                var hopeful = PostgresFault.IsCollision(failure) || (connected && !PostgresFault.IsRefusal(failure) && !PostgresFault.IsLate(failure));
                if (attempt == Attempts || unknown || !hopeful)
                    throw PostgresFault.Explain(failure, Place, unknown);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _single.DisposeAsync();
        await _writing.DisposeAsync();
        await _reading.DisposeAsync();
    }

    private static NpgsqlConnectionStringBuilder Settings(PostgresAddress place, int maxPooled)
    {
        var settings = place.Settings();
        settings.ApplicationName = "slipway";
        settings.Timeout = ConnectSeconds;
        settings.CommandTimeout = CommandSeconds;
        settings.MaxPoolSize = maxPooled;
        settings.MaxAutoPrepare = MaxPreparedStatements;
        settings.Options = $"-c idle_in_transaction_session_timeout={IdleInTransactionMilliseconds} -c statement_timeout={CommandSeconds}s -c lock_timeout={CommandSeconds}s";
        return settings;
    }
}
