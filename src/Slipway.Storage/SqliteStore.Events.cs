using Dapper;
using Microsoft.Data.Sqlite;
using Slipway.Core.Audit;
using Slipway.Core.Ports;

namespace Slipway.Storage;

public sealed partial class SqliteStore
{
    public override async Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation)
    {
        var stored = await WriteAsync(connection => Write(connection, append), cancellation);
        Appended.Raise();
        return stored;
    }

    public override Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) =>
        QueryAsync(connection => Task.FromResult(SqliteEventPage.Read((SqliteConnection)connection, afterPosition, limit, cancellation)), cancellation);

    private static IReadOnlyList<StoredEvent> Write(SqliteConnection connection, Append append)
    {
        // The lease first: an owner that was replaced must learn so, also where its stream version is old as well.
        if (append.Lease is { } lease)
            RefuseStale(connection, lease);
        var stored = Head(connection).Extend(append);
        foreach (var stream in append.Streams)
        {
            if (connection.ExecuteScalar<int>("SELECT COALESCE(MAX(version), 0) FROM events WHERE stream = @Stream", new { stream.Stream }) != stream.ExpectedVersion)
                throw new StreamConflictException(stream.Stream, stream.ExpectedVersion);
        }

        connection.Execute(
            $"INSERT INTO events ({Statements.EventColumns}) VALUES (@Position, @Stream, @Version, @Type, @Json, @Time, @Actor, @Previous, @Hash, @Origin)",
            stored.Select(Parameters));
        connection.Execute(
            "INSERT INTO outbox (key, rollout, topic, json, time) VALUES (@Key, @RolloutId, @Topic, @Json, @time) ON CONFLICT (key) DO NOTHING",
            append.Outbox.Select(message => new { message.Key, message.RolloutId, message.Topic, message.Json, time = StoredInstant.Of(append.Time) }));
        foreach (var row in new[] { append.Row, append.ReplacedRow }.OfType<RolloutRow>())
            connection.Execute(Statements.PutRollout, RolloutRecord.Of(row));
        return stored;
    }

    private static void RefuseStale(SqliteConnection connection, Lease lease)
    {
        if (!connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM leases WHERE name = @Name AND owner = @Owner AND fence = @Fence)", lease))
            throw Stale(lease);
    }

    private static ChainHead Head(SqliteConnection connection)
    {
        using var reader = connection.ExecuteReader(Statements.LastEvent);
        return reader.Read() ? ChainHead.After(EventRows.Read(reader)) : ChainHead.Genesis;
    }

    private static object Parameters(StoredEvent one) => new
    {
        one.Position,
        one.Stream,
        one.Version,
        one.Type,
        one.Json,
        Time = StoredInstant.Of(one.Time),
        one.Actor,
        Previous = one.Previous.ToString(),
        Hash = one.Hash.ToString(),
        one.Origin,
    };
}
