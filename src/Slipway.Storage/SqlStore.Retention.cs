using System.Data.Common;
using Dapper;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage;

public abstract partial class SqlStore
{
    private const string Leaving = "SELECT stream FROM events WHERE position <= @through";

    /// <summary>What goes with the first event of a rollout. The row last: by it the rollouts among the streams are told.</summary>
    private static readonly IReadOnlyList<string> RemoveRollouts =
    [
        $"DELETE FROM evidence WHERE rollout IN ({Leaving})",
        $"DELETE FROM leases WHERE name IN ({Leaving}) AND fence < (SELECT MAX(fence) FROM leases)",
        $"DELETE FROM snapshots WHERE stream IN (SELECT id FROM rollouts WHERE id IN ({Leaving}))",
        $"DELETE FROM rollouts WHERE id IN ({Leaving})",
    ];

    public Task<Checkpoint?> ReadCheckpointAsync(CancellationToken cancellation) =>
        QueryAsync(
            async connection =>
            {
                var rows = await connection.QueryAsync<(long Position, string Hash, string Time, long Events)>(
                    Sql("SELECT position, hash, time, events FROM checkpoints ORDER BY position DESC LIMIT 1", new { }, cancellation));
                return rows.Select(row => Checkpoint(row.Position, row.Hash, row.Time, row.Events)).SingleOrDefault();
            },
            cancellation);

    public Task<Checkpoint> RemoveEventsAsync(long through, DateTimeOffset run, CancellationToken cancellation) =>
        ChangeAsync(connection => RemoveAsync(connection, through, StoredInstant.Of(run), cancellation), cancellation);

    public Task<int> RemoveDeliveredAsync(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        ChangeAsync(
            async connection =>
            {
                var removed = await connection.ExecuteAsync(Sql(
                    """
                    DELETE FROM outbox WHERE id IN (
                        SELECT id FROM outbox
                        WHERE delivered_at IS NOT NULL AND time < @before
                          AND NOT EXISTS (SELECT 1 FROM deliveries WHERE message = outbox.key AND state = 'pending')
                        ORDER BY id LIMIT @limit)
                    """,
                    new { before = StoredInstant.Of(before), limit },
                    cancellation));
                if (removed > 0)
                    await connection.ExecuteAsync(Sql("DELETE FROM deliveries WHERE state <> 'pending' AND NOT EXISTS (SELECT 1 FROM outbox WHERE key = message)", new { }, cancellation));
                return removed;
            },
            cancellation);

    public Task<int> RemoveEvidenceAsync(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        ChangeAsync(
            connection => connection.ExecuteAsync(Sql(
                """
                DELETE FROM evidence WHERE id IN (
                    SELECT evidence.id FROM evidence
                    WHERE last_at < @before AND NOT EXISTS (SELECT 1 FROM rollouts WHERE rollouts.id = evidence.rollout AND rollouts.live = 1)
                    ORDER BY evidence.id LIMIT @limit)
                """,
                new { before = StoredInstant.Of(before), limit },
                cancellation)),
            cancellation);

    private async Task<Checkpoint> RemoveAsync(DbConnection connection, long through, string run, CancellationToken cancellation)
    {
        await LockFencesAsync(connection, cancellation);
        if (await connection.EventsAsync(Statements.ReadAll, new { afterPosition = through - 1, limit = 2 }, cancellation) is not [var last, _] || last.Position != through)
            throw new ArgumentException($"There is no event {through}, or none after it", nameof(through));
        foreach (var statement in RemoveRollouts)
            await connection.ExecuteAsync(Sql(statement, new { through }, cancellation));
        var removed = await connection.ExecuteAsync(Sql("DELETE FROM events WHERE position <= @through", new { through }, cancellation));
        var before = await connection.ExecuteScalarAsync<long>(Sql("SELECT COALESCE(SUM(events), 0) FROM checkpoints WHERE time = @run", new { run }, cancellation));
        await connection.ExecuteAsync(Sql("DELETE FROM checkpoints WHERE time = @run", new { run }, cancellation));
        await connection.ExecuteAsync(Sql(
            "INSERT INTO checkpoints (position, hash, time, events) VALUES (@through, @hash, @run, @events)",
            new { through, hash = last.Hash.ToString(), run, events = before + removed },
            cancellation));
        return Checkpoint(through, last.Hash.ToString(), run, before + removed);
    }

    // What is no hash or instant any more reads as an empty one: the audit tells that it fits nothing.
    private static Checkpoint Checkpoint(long position, string hash, string time, long events) => new(
        position, Digest.TryParse(hash, out var digest) ? digest : default, StoredInstant.TryRead(time, out var instant) ? instant : default, events);
}
