using Dapper;
using Microsoft.Data.Sqlite;
using Slipway.Core.Ports;

namespace Slipway.Storage;

public sealed partial class SqliteStore
{
    public Task<IReadOnlyList<Lease>> ClaimAsync(
        string owner, int max, DateTimeOffset now, TimeSpan term, CancellationToken cancellation) =>
        WriteAsync(
            connection => Leases(
                connection,
                """
                INSERT INTO leases (rollout, owner, fence, expires)
                SELECT rollouts.id, @owner,
                       (SELECT coalesce(max(fence), 0) FROM leases) + row_number() OVER (ORDER BY rollouts.started_at, rollouts.id),
                       @expires
                FROM rollouts LEFT JOIN leases AS held ON held.rollout = rollouts.id
                WHERE rollouts.live = 1 AND (held.owner IS NULL OR held.expires <= @now)
                ORDER BY rollouts.started_at, rollouts.id
                LIMIT @max
                ON CONFLICT (rollout) DO UPDATE SET owner = excluded.owner, fence = excluded.fence, expires = excluded.expires
                WHERE leases.owner IS NULL OR leases.expires <= @now
                RETURNING rollout, owner, fence
                """,
                new { owner, max, now = StoredInstant.Of(now), expires = StoredInstant.Of(now + term) }),
            cancellation);

    public Task<IReadOnlyList<Lease>> RenewAsync(string owner, DateTimeOffset now, TimeSpan term, CancellationToken cancellation) =>
        WriteAsync(
            connection => Leases(
                connection,
                """
                UPDATE leases SET expires = @expires
                WHERE owner = @owner AND EXISTS (SELECT 1 FROM rollouts WHERE rollouts.id = leases.rollout AND rollouts.live = 1)
                RETURNING rollout, owner, fence
                """,
                new { owner, expires = StoredInstant.Of(now + term) }),
            cancellation);

    public Task ReleaseAsync(Lease lease, CancellationToken cancellation) =>
        WriteAsync(
            connection => connection.Execute("UPDATE leases SET owner = NULL WHERE rollout = @RolloutId AND owner = @Owner AND fence = @Fence", lease),
            cancellation);

    private static IReadOnlyList<Lease> Leases(SqliteConnection connection, string statement, object parameters) =>
        [.. connection.Query<(string Rollout, string Owner, long Fence)>(statement, parameters).Select(row => new Lease(row.Rollout, row.Owner, row.Fence))];

    /// <summary>A lease that ran out still writes: only a newer fence proves that somebody else drives.</summary>
    private static void RefuseStale(SqliteConnection connection, Lease lease)
    {
        if (!connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM leases WHERE rollout = @RolloutId AND owner = @Owner AND fence = @Fence)", lease))
            throw new StaleFenceException($"The lease of {lease.Owner} on rollout {lease.RolloutId} (fence {lease.Fence}) has passed on: stop driving it");
    }
}
