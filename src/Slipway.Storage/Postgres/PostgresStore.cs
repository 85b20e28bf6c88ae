using System.Data.Common;
using Dapper;
using Npgsql;
using Slipway.Core.Ports;

namespace Slipway.Storage.Postgres;

/// <summary>The durable record in a PostgreSQL database, which any number of servers share.</summary>
public sealed class PostgresStore : SqlStore
{
    private readonly PostgresConnections _connections;
    private readonly Version _server;
    private readonly TimeProvider? _leaseClock;
    private readonly PostgresAppender? _appender;
    private readonly PostgresListener _listener;

    private PostgresStore(PostgresConnections connections, Version server, TimeProvider time, TimeProvider? leaseClock, bool writes)
        : base(time)
    {
        (_connections, _server, _leaseClock) = (connections, server, leaseClock);
        _listener = new PostgresListener(connections, Appended, time);
        _appender = writes ? new PostgresAppender(connections, time) : null;
    }

    public override string Description => $"PostgreSQL {_server}, {_connections.Place}";

    private protected override string SkipLocked => "FOR UPDATE OF rollouts SKIP LOCKED";

    /// <summary>Opens a store for a server and brings its schema up to date; while another server is at that, it waits.</summary>
    /// <param name="time">For waits, and the instants of schema changes.</param>
    /// <param name="leaseClock">By which servers live; null for the database's own, which all servers share.</param>
    /// <exception cref="PortUnavailableException">It cannot be reached, refuses the user, is no store, or is one of a newer program.</exception>
    public static Task<PostgresStore> OpenAsync(PostgresAddress place, TimeProvider time, CancellationToken cancellation, TimeProvider? leaseClock = null) =>
        OpenAsync(
            place,
            async (connections, connection) =>
            {
                await PostgresSchema.MigrateAsync(connection, place, time, cancellation);
                var store = new PostgresStore(connections, connection.PostgreSqlVersion, time, leaseClock, writes: true);
                await connection.ExecuteAsync(Statements.ForgetDeadServers, new { now = StoredInstant.Of(await store.NowAsync(connection, cancellation)) });
                return store;
            },
            cancellation);

    /// <summary>Opens a store to look at. Every write is refused.</summary>
    /// <exception cref="PortUnavailableException">As for <see cref="OpenAsync(PostgresAddress, TimeProvider, CancellationToken, TimeProvider?)"/>, or its schema is not the one that this program knows.</exception>
    public static Task<PostgresStore> OpenReadOnlyAsync(PostgresAddress place, TimeProvider time, CancellationToken cancellation) =>
        OpenAsync(
            place,
            async (connections, connection) =>
            {
                PostgresSchema.RefuseUnfit(connection, place);
                SchemaScripts.RefuseOlder(await PostgresSchema.CheckAsync(connection, place, cancellation), place.ToString());
                return new PostgresStore(connections, connection.PostgreSqlVersion, time, null, writes: false);
            },
            cancellation);

    public override async Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation)
    {
        var stored = await (_appender ?? throw OpenForReading()).AppendAsync(append, cancellation);
        Appended.Raise();
        return stored;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_appender is not null)
            await _appender.DisposeAsync();
        await _listener.DisposeAsync();
        await _connections.DisposeAsync();
    }

    public override Task<string> FolderAsync(string mine, CancellationToken cancellation) =>
        ChangeAsync(
            async connection =>
            {
                await connection.ExecuteAsync(Sql(Statements.NameFolder, new { mine }, cancellation));
                return (await connection.QuerySingleAsync<string>(new CommandDefinition(Statements.ReadFolder, cancellationToken: cancellation)))!;
            },
            cancellation);

    private protected override Task<T> QueryAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation) =>
        _connections.ReadAsync(work, cancellation);

    private protected override Task<T> ChangeAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation) =>
        _appender is null ? throw OpenForReading() : _connections.WriteAsync(work, cancellation);

    private protected override async Task<DateTimeOffset> NowAsync(DbConnection connection, CancellationToken cancellation) =>
        _leaseClock?.GetUtcNow() ?? new DateTimeOffset(await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("SELECT clock_timestamp()", cancellationToken: cancellation)));

    private protected override Task LockFencesAsync(DbConnection connection, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(PostgresLocks.Fences, cancellationToken: cancellation));

    private protected override string List(string parameter) =>
        $"SELECT place, value FROM json_array_elements_text(CAST({parameter} AS json)) WITH ORDINALITY AS list (value, place)";

    // A connection of its own, whose end gives back the locks that it took.
    private static async Task<PostgresStore> OpenAsync(
        PostgresAddress place, Func<PostgresConnections, NpgsqlConnection, Task<PostgresStore>> open, CancellationToken cancellation)
    {
        var connections = new PostgresConnections(place);
        try
        {
            await using var connection = await connections.OpenSingleAsync(cancellation);
            return await open(connections, connection);
        }
        catch (Exception failure)
        {
            await connections.DisposeAsync();
            if (PostgresFault.IsOne(failure))
                throw PostgresFault.Explain(failure, place);
            throw;
        }
    }

    private PortUnavailableException OpenForReading() =>
        new($"The store {_connections.Place} is open for reading only. Send the command to a server");
}
