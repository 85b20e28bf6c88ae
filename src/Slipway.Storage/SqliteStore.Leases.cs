using Dapper;
using Microsoft.Data.Sqlite;
using Slipway.Core.Ports;

namespace Slipway.Storage;

public sealed partial class SqliteStore
{
    private const string Lives = "EXISTS (SELECT 1 FROM servers WHERE servers.id = leases.owner AND servers.expires > @now)";

    private const string Held =
        """
        FROM leases JOIN rollouts ON rollouts.id = leases.name
        WHERE leases.owner = @owner AND rollouts.live = 1
        """;

    public Task<Standing> RenewAsync(ServerNote server, TimeSpan term, CancellationToken cancellation) =>
        WriteAsync(
            connection =>
            {
                var now = _time.GetUtcNow();
                connection.Execute(
                    """
                    INSERT INTO servers (id, url, folder, expires) VALUES (@Id, @Url, @Folder, @expires)
                    ON CONFLICT (id) DO UPDATE SET url = excluded.url, folder = excluded.folder, expires = excluded.expires
                    """,
                    new { server.Id, server.Url, server.Folder, expires = StoredInstant.Of(now + term) });
                var (servers, live, held) = connection.QuerySingle<(int, int, int)>(
                    $"""
                    SELECT (SELECT count(*) FROM servers WHERE expires > @now),
                           (SELECT count(*) FROM rollouts WHERE live = 1),
                           (SELECT count(*) {Held})
                    """,
                    new { now = StoredInstant.Of(now), owner = server.Id });
                return new Standing(servers, live, held);
            },
            cancellation);

    public Task<IReadOnlyList<Lease>> ClaimAsync(string owner, int max, CancellationToken cancellation) =>
        WriteAsync(
            connection => Leases(
                connection,
                $"""
                INSERT INTO leases (name, owner, fence)
                SELECT rollouts.id, @owner,
                       (SELECT coalesce(max(fence), 0) FROM leases) + row_number() OVER (ORDER BY rollouts.started_at, rollouts.id)
                FROM rollouts
                WHERE rollouts.live = 1 AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.name = rollouts.id AND {Lives})
                ORDER BY rollouts.started_at, rollouts.id
                LIMIT @max
                ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, fence = excluded.fence
                RETURNING name, owner, fence
                """,
                new { owner, max, now = Now() }),
            cancellation);

    public Task<IReadOnlyList<Lease>> HeldAsync(string owner, CancellationToken cancellation) =>
        ReadAsync(connection => Leases(connection, $"SELECT name, owner, fence {Held} ORDER BY name", new { owner }), cancellation);

    public Task ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellation) =>
        WriteAsync(
            connection => connection.Execute("UPDATE leases SET owner = NULL WHERE name = @Name AND owner = @Owner AND fence = @Fence", leases),
            cancellation);

    public Task<Lease?> TakeAsync(string name, string owner, CancellationToken cancellation) =>
        WriteAsync(
            connection =>
            {
                connection.Execute(
                    $"""
                    INSERT INTO leases (name, owner, fence)
                    SELECT @name, @owner, (SELECT coalesce(max(fence), 0) + 1 FROM leases)
                    WHERE EXISTS (SELECT 1 FROM servers WHERE id = @owner AND expires > @now)
                    ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, fence = excluded.fence
                    WHERE leases.owner IS NULL OR (leases.owner <> @owner AND NOT {Lives})
                    """,
                    new { name, owner, now = Now() });
                return Leases(connection, "SELECT name, owner, fence FROM leases WHERE name = @name AND owner = @owner", new { name, owner }).SingleOrDefault();
            },
            cancellation);

    public Task<IReadOnlyList<ServerNote>> ServersAsync(CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<ServerNote>>(
            connection => [.. connection.Query<ServerNote>("SELECT id, url, folder FROM servers WHERE expires > @now ORDER BY id", new { now = Now() })],
            cancellation);

    public Task<ServerNote?> HolderAsync(string name, CancellationToken cancellation) =>
        ReadAsync(
            connection => connection.QuerySingleOrDefault<ServerNote>(
                "SELECT id, url, folder FROM servers JOIN leases ON leases.owner = servers.id WHERE leases.name = @name AND expires > @now",
                new { name, now = Now() }),
            cancellation);

    public Task LeaveAsync(string owner, CancellationToken cancellation) =>
        WriteAsync(connection => connection.Execute("DELETE FROM servers WHERE id = @owner", new { owner }), cancellation);

    private string Now() => StoredInstant.Of(_time.GetUtcNow());

    private static IReadOnlyList<Lease> Leases(SqliteConnection connection, string statement, object parameters) =>
        [.. connection.Query<(string Name, string Owner, long Fence)>(statement, parameters).Select(row => new Lease(row.Name, row.Owner, row.Fence))];

    /// <summary>The lease of a server that was taken for dead still writes: only a newer fence proves that somebody else drives.</summary>
    private static void RefuseStale(SqliteConnection connection, Lease lease)
    {
        if (!connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM leases WHERE name = @Name AND owner = @Owner AND fence = @Fence)", lease))
            throw new StaleFenceException($"The lease of {lease.Owner} on {lease.Name} (fence {lease.Fence}) has passed on: stop driving it");
    }
}
