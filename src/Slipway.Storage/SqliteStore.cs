using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>The durable record in an SQLite file: events, rollouts, leases, evidence and outbox.</summary>
public sealed partial class SqliteStore : SqlStore
{
    private const int BusyTimeoutSeconds = 5;

    // The first with RETURNING, by which a claim is one statement.
    private static readonly Version OldestLibrary = new(3, 35, 0);

    private readonly string _path;
    private readonly string _readerSettings;
    private readonly SqliteWriter? _writer;
    private readonly StoreLock? _held;

    private SqliteStore(string path, TimeProvider time, SqliteConnection? writing, StoreLock? held)
        : base(time)
    {
        (_path, _held) = (path, held);
        _readerSettings = Settings(path, SqliteOpenMode.ReadOnly);
        _writer = writing is null ? null : new SqliteWriter(writing, path);
    }

    public override string Description
    {
        get
        {
            var library = SqliteLibrary.Load();
            return $"SQLite {library.Version} ({(library.FromSystem ? "the system's" : "bundled")}), {_path}";
        }
    }

    /// <summary>Opens a store for a server, which has it alone, and brings its schema up to date. Makes file and folder where they are missing.</summary>
    /// <param name="path">The database's file; <c>-wal</c>, <c>-shm</c>, <c>.lock</c> and <c>.holder</c> stand beside it.</param>
    /// <param name="time">For waits, and the instants of schema changes.</param>
    /// <param name="address">Where this server answers, told to a second one that is refused; null when it is not known.</param>
    /// <exception cref="PortUnavailableException">Another server holds it; it is damaged, of a newer program, or cannot be written.</exception>
    public static Task<SqliteStore> OpenAsync(string path, TimeProvider time, CancellationToken cancellation, string? address = null) =>
        Task.Run(() => Open(Path.GetFullPath(path), time, address), cancellation);

    /// <summary>Opens a store to look at, also while a server holds it. Every write is refused.</summary>
    /// <exception cref="PortUnavailableException">There is none, or its schema is not the one that this program knows.</exception>
    public static Task<SqliteStore> OpenReadOnlyAsync(string path, TimeProvider time, CancellationToken cancellation) =>
        Task.Run(() => OpenReadOnly(Path.GetFullPath(path), time), cancellation);

    public override async ValueTask DisposeAsync()
    {
        using (var pooled = new SqliteConnection(_readerSettings))
            SqliteConnection.ClearPool(pooled);
        if (_writer is not null)
            await _writer.DisposeAsync();
        _held?.Dispose();
    }

    private static SqliteStore Open(string path, TimeProvider time, string? address)
    {
        RefuseOldLibrary();
        var process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var held = StoreLock.Take(path, address is null ? $"process {process}" : $"process {process} at {address}");
        var connection = new SqliteConnection(Settings(path, SqliteOpenMode.ReadWriteCreate));
        try
        {
            connection.Open();
            SqliteSchema.Check(connection);

            // FULL flushes at each commit: after a power cut the store still has what was announced or done in its name.
            // NORMAL would lose the last commits then, and events that a notice had already told of would be numbered anew.
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
            SqliteSchema.Migrate(connection, time);

            // The lock proves that no server lives whose row is still there: what it held is free.
            connection.Execute("DELETE FROM servers");
            return new SqliteStore(path, time, connection, held);
        }
        catch (Exception failure)
        {
            connection.Dispose();
            held.Dispose();
            if (failure is SqliteException fault)
                throw SqliteFault.Explain(fault, path);
            throw;
        }
    }

    private static SqliteStore OpenReadOnly(string path, TimeProvider time)
    {
        RefuseOldLibrary();
        try
        {
            using var connection = new SqliteConnection(Settings(path, SqliteOpenMode.ReadOnly));
            connection.Open();
            SchemaScripts.RefuseOlder(SqliteSchema.Check(connection), path);
            return new SqliteStore(path, time, null, null);
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.Explain(fault, path);
        }
    }

    private static void RefuseOldLibrary()
    {
        var library = SqliteLibrary.Load();
        if (library.Version < OldestLibrary)
            throw new PortUnavailableException($"SQLite {library.Version} is too old, {OldestLibrary} is the oldest that works. Install the system's package libsqlite3-0");
    }

    private static string Settings(string path, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = mode,
        DefaultTimeout = BusyTimeoutSeconds,

        // A pooled writer would hold the file after it is closed.
        Pooling = mode == SqliteOpenMode.ReadOnly,
    }.ToString();

    /// <summary>Runs <paramref name="work"/> in a transaction on the writing connection: all of it or nothing.</summary>
    internal Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation) =>
        Writer.RunAsync(work, cancellation);

    /// <exception cref="PortUnavailableException">The store is open for reading only.</exception>
    private SqliteWriter Writer =>
        _writer ?? throw new PortUnavailableException($"The store {_path} is open for reading only. Send the command to the server that holds it");

    private protected override Task<T> ChangeAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation) =>
        WriteAsync(connection => Ended(work(connection)), cancellation);

    private protected override Task<T> ChangeFirstAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation) =>
        Writer.RunFirstAsync(connection => Ended(work(connection)), cancellation);

    // A slow disk must not hold the caller's thread.
    private protected override Task<T> QueryAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation) =>
        Task.Run(
            () =>
            {
                try
                {
                    using var connection = new SqliteConnection(_readerSettings);
                    connection.Open();
                    return Ended(work(connection));
                }
                catch (SqliteException fault)
                {
                    throw SqliteFault.Explain(fault, _path);
                }
            },
            cancellation);

    private protected override Task<DateTimeOffset> NowAsync(DbConnection connection, CancellationToken cancellation) => Task.FromResult(Time.GetUtcNow());

    private protected override string List(string parameter) => $"SELECT key AS place, value FROM json_each({parameter})";

    // SQLite has no asynchronous input: its tasks have ended when they are returned.
    private static T Ended<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
