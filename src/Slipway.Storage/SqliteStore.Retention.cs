using Dapper;
using Microsoft.Data.Sqlite;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage;

public sealed partial class SqliteStore
{
    private const string Leaving = "SELECT stream FROM events WHERE position <= @through";

    public Task<Checkpoint?> ReadCheckpointAsync(CancellationToken cancellation) => ReadAsync(NewestCheckpoint, cancellation);

    public Task<Checkpoint> RemoveEventsAsync(long through, DateTimeOffset run, CancellationToken cancellation) =>
        WriteAsync(
            connection =>
            {
                var last = Events(connection, $"SELECT {EventColumns} FROM events WHERE position = @through", new { through }).SingleOrDefault()
                    ?? throw new ArgumentException($"There is no event {through}", nameof(through));
                var runAt = StoredInstant.Of(run);
                var before = connection.ExecuteScalar<long>("SELECT COALESCE(SUM(events), 0) FROM checkpoints WHERE time = @runAt", new { runAt });
                foreach (var statement in (string[])
                [
                    $"DELETE FROM evidence WHERE rollout IN ({Leaving})",
                    $"DELETE FROM leases WHERE name IN ({Leaving}) AND fence < (SELECT MAX(fence) FROM leases)",
                    $"DELETE FROM snapshots WHERE stream IN (SELECT id FROM rollouts WHERE id IN ({Leaving}))",
                    $"DELETE FROM rollouts WHERE id IN ({Leaving})",
                ])
                {
                    connection.Execute(statement, new { through });
                }

                var events = connection.Execute("DELETE FROM events WHERE position <= @through", new { through });
                connection.Execute("DELETE FROM checkpoints WHERE time = @runAt", new { runAt });
                var checkpoint = new Checkpoint(through, last.Hash, run, before + events);
                connection.Execute(
                    "INSERT INTO checkpoints (position, hash, time, events) VALUES (@through, @hash, @runAt, @Events)",
                    new { through, hash = last.Hash.ToString(), runAt, checkpoint.Events });
                return checkpoint;
            },
            cancellation);

    public Task<int> RemoveDeliveredAsync(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        WriteAsync(
            connection => connection.Execute(
                "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE delivered_at IS NOT NULL AND time < @before ORDER BY id LIMIT @limit)",
                new { before = StoredInstant.Of(before), limit }),
            cancellation);

    public Task<int> RemoveEvidenceAsync(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        WriteAsync(
            connection => connection.Execute(
                """
                DELETE FROM evidence WHERE id IN (
                    SELECT evidence.id FROM evidence
                    WHERE last_at < @before AND NOT EXISTS (SELECT 1 FROM rollouts WHERE rollouts.id = evidence.rollout AND rollouts.live = 1)
                    ORDER BY evidence.id LIMIT @limit)
                """,
                new { before = StoredInstant.Of(before), limit }),
            cancellation);

    // What is no hash or instant any more reads as an empty one: the audit tells that it fits nothing.
    private static Checkpoint? NewestCheckpoint(SqliteConnection connection)
    {
        if (connection.QuerySingleOrDefault<(long Position, string Hash, string Time, long Events)?>(
            "SELECT position, hash, time, events FROM checkpoints ORDER BY position DESC LIMIT 1") is not { } row)
            return null;
        _ = Digest.TryParse(row.Hash, out var hash);
        _ = StoredInstant.TryRead(row.Time, out var time);
        return new Checkpoint(row.Position, hash, time, row.Events);
    }
}
