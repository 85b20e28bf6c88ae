using System.Data.Common;
using Dapper;
using Slipway.Bench.Chaos.World;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Bench.Chaos.Checks;

/// <summary>All that the servers have written down, read after their end.</summary>
public sealed class RunRecord
{
    private const string EventColumns = "SELECT position, stream, version, type, json, time, actor, previous_hash, hash, origin FROM events ORDER BY position";

    private RunRecord(IReadOnlyList<StoredEvent> events, IReadOnlyList<Notice> notices, IReadOnlyList<Row> rows)
    {
        (Events, Notices, Rows) = (events, notices, rows);
        Rollouts =
        [
            .. events.GroupBy(stored => stored.Stream)
                .Where(stream => stream.First().Type == "rollout.planned")
                .Select(stream => new RolloutHistory(stream) { Id = stream.Key }),
        ];
    }

    public IReadOnlyList<StoredEvent> Events { get; }

    public IReadOnlyList<Notice> Notices { get; }

    /// <summary>The list of rollouts, which is made from the events and must agree with them.</summary>
    public IReadOnlyList<Row> Rows { get; }

    /// <summary>In the order in which they were opened.</summary>
    public IReadOnlyList<RolloutHistory> Rollouts { get; }

    public static async Task<RunRecord> ReadAsync(ChaosWorld world, CancellationToken cancellation)
    {
        await using var connection = await RecordAccess.OpenAsync(world, cancellation);
        var events = await connection.QueryAsync<(long Position, string Stream, int Version, string Type, string Json, string Time, string Actor, string Previous, string Hash, string? Origin)>(EventColumns);
        var notices = await connection.QueryAsync<(string Key, string Rollout, string? DeliveredAt)>("SELECT key, rollout, delivered_at FROM outbox ORDER BY id");
        var rows = await connection.QueryAsync<(string Id, string Phase, bool Live)>("SELECT id, phase, live <> 0 FROM rollouts");
        return new RunRecord(
            [.. events.Select(e => new StoredEvent(e.Position, e.Stream, e.Version, e.Type, e.Json, DateTimeOffset.Parse(e.Time), e.Actor, DigestOf(e.Previous), DigestOf(e.Hash), e.Origin))],
            [.. notices.Select(n => new Notice(n.Key, n.Rollout, n.DeliveredAt is not null))],
            [.. rows.Select(row => new Row(row.Id, row.Phase, row.Live))]);
    }

    private static Digest DigestOf(string text) =>
        Digest.TryParse(text, out var digest) ? digest : throw new BenchFailedException($"the record has '{text}' where a hash should be");

    /// <summary>A notice of the outbox.</summary>
    public sealed record Notice(string Key, string Rollout, bool Delivered);

    /// <summary>A rollout in the list.</summary>
    public sealed record Row(string Id, string Phase, bool Live);
}
