using System.Data;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage;

public sealed partial class SqliteStore
{
    /// <summary>How often a wait looks for events of another process, which raises no signal here.</summary>
    private const int PollMilliseconds = 500;

    private const string EventColumns = "position, stream, version, type, json, time, actor, previous_hash, hash";

    public async Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation)
    {
        var stored = await WriteAsync(connection => Write(connection, append), cancellation);
        _appended.Raise();
        return stored;
    }

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<StoredEvent>>(
            connection => Events(connection, $"SELECT {EventColumns} FROM events WHERE stream = @stream AND version > @afterVersion ORDER BY version", new { stream, afterVersion }),
            cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamsAsync(IReadOnlyList<StreamTail> tails, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<StoredEvent>>(
            connection => Events(
                connection,
                $"""
                SELECT {EventColumns}
                FROM (SELECT s.value AS wanted, v.value AS have FROM json_each(@streams) s JOIN json_each(@versions) v ON v.key = s.key)
                     CROSS JOIN events ON stream = wanted AND version > have
                ORDER BY stream, version
                """,
                new { streams = JsonList(tails.Select(tail => tail.Stream)), versions = JsonSerializer.Serialize(tails.Select(tail => tail.AfterVersion)) }),
            cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<StoredEvent>>(
            connection => Events(connection, $"SELECT {EventColumns} FROM events WHERE position > @afterPosition ORDER BY position LIMIT @limit", new { afterPosition, limit }),
            cancellation);

    public async Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation)
    {
        var started = _time.GetTimestamp();
        var poll = TimeSpan.FromMilliseconds(PollMilliseconds);
        while (true)
        {
            var appended = _appended.Next;
            var left = timeout - _time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || await HasEventsAfterAsync(afterPosition, cancellation))
                return;

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(appended, Task.Delay(left < poll ? left : poll, _time, stop.Token));
            await stop.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private Task<bool> HasEventsAfterAsync(long position, CancellationToken cancellation) =>
        ReadAsync(connection => connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM events WHERE position > @position)", new { position }), cancellation);

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
            $"INSERT INTO events ({EventColumns}) VALUES (@Position, @Stream, @Version, @Type, @Json, @Time, @Actor, @Previous, @Hash)",
            stored.Select(Parameters));
        connection.Execute(
            "INSERT INTO outbox (key, rollout, topic, json, time) VALUES (@Key, @RolloutId, @Topic, @Json, @time) ON CONFLICT (key) DO NOTHING",
            append.Outbox.Select(message => new { message.Key, message.RolloutId, message.Topic, message.Json, time = StoredInstant.Of(append.Time) }));
        foreach (var row in new[] { append.Row, append.ReplacedRow }.OfType<RolloutRow>())
            connection.Execute(PutRollout, RolloutRecord.Of(row));
        return stored;
    }

    private static ChainHead Head(SqliteConnection connection) =>
        Events(connection, $"SELECT {EventColumns} FROM events ORDER BY position DESC LIMIT 1", new { }) is [var last]
            ? ChainHead.After(last)
            : ChainHead.Genesis;

    private static List<StoredEvent> Events(SqliteConnection connection, string query, object parameters)
    {
        using var reader = connection.ExecuteReader(query, parameters);
        var events = new List<StoredEvent>();
        while (reader.Read())
            events.Add(Event(reader));
        return events;
    }

    // By hand, for speed and for rows that were tampered with: what is no instant or hash any more reads as an empty one,
    // so that the verifier gets the row and can say which it is.
    private static StoredEvent Event(IDataReader row)
    {
        _ = StoredInstant.TryRead(row.GetString(5), out var time);
        _ = Digest.TryParse(row.GetString(7), out var previous);
        _ = Digest.TryParse(row.GetString(8), out var hash);
        var version = (int)Math.Clamp(row.GetInt64(2), 0, int.MaxValue);
        return new StoredEvent(row.GetInt64(0), row.GetString(1), version, row.GetString(3), row.GetString(4), time, row.GetString(6), previous, hash);
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
    };
}
