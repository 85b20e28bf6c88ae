using System.Data.Common;
using System.Text.Json;
using Dapper;
using Slipway.Core.Ports;

namespace Slipway.Storage;

public abstract partial class SqlStore
{
    public Task<Standing> RenewAsync(ServerNote server, TimeSpan term, CancellationToken cancellation) =>
        ChangeFirstAsync(
            async connection =>
            {
                var now = await NowAsync(connection, cancellation);
                await connection.ExecuteAsync(Sql(Statements.EnrolServer, new { server.Id, server.Url, server.Folder, expires = StoredInstant.Of(now + term) }, cancellation));
                var (servers, live, held) = await connection.QuerySingleAsync<(int, int, int)>(
                    Sql(Statements.Standing, new { now = StoredInstant.Of(now), owner = server.Id }, cancellation));
                return new Standing(servers, live, held);
            },
            cancellation);

    public Task<IReadOnlyList<Lease>> ClaimAsync(string owner, int max, CancellationToken cancellation) =>
        ChangeFirstAsync(
            async connection =>
            {
                await LockFencesAsync(connection, cancellation);
                var now = StoredInstant.Of(await NowAsync(connection, cancellation));
                return await LeasesAsync(connection, Statements.Claim(SkipLocked), new { owner, max, now }, cancellation);
            },
            cancellation);

    public Task<IReadOnlyList<Lease>> HeldAsync(string owner, CancellationToken cancellation) =>
        QueryAsync(connection => LeasesAsync(connection, Statements.HeldLeases, new { owner }, cancellation), cancellation);

    public Task ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellation)
    {
        var statement = Statements.Release(List("@names"), List("@owners"), List("@fences"));
        var lists = new
        {
            names = JsonSerializer.Serialize(leases.Select(lease => lease.Name)),
            owners = JsonSerializer.Serialize(leases.Select(lease => lease.Owner)),
            fences = JsonSerializer.Serialize(leases.Select(lease => lease.Fence)),
        };
        return ChangeAsync(connection => connection.ExecuteAsync(Sql(statement, lists, cancellation)), cancellation);
    }

    public Task<Lease?> TakeAsync(string name, string owner, CancellationToken cancellation) =>
        ChangeAsync(
            async connection =>
            {
                await LockFencesAsync(connection, cancellation);
                var now = StoredInstant.Of(await NowAsync(connection, cancellation));
                await connection.ExecuteAsync(Sql(Statements.TakeRole, new { name, owner, now }, cancellation));
                return (await LeasesAsync(connection, Statements.RoleOfOwner, new { name, owner }, cancellation)).SingleOrDefault();
            },
            cancellation);

    public Task<IReadOnlyList<ServerNote>> ServersAsync(CancellationToken cancellation) =>
        QueryAsync<IReadOnlyList<ServerNote>>(
            async connection => [.. await connection.QueryAsync<ServerNote>(Sql(Statements.LivingServers, new { now = StoredInstant.Of(await NowAsync(connection, cancellation)) }, cancellation))],
            cancellation);

    public Task<ServerNote?> HolderAsync(string name, CancellationToken cancellation) =>
        QueryAsync(
            async connection => await connection.QuerySingleOrDefaultAsync<ServerNote>(
                Sql(Statements.LivingHolder, new { name, now = StoredInstant.Of(await NowAsync(connection, cancellation)) }, cancellation)),
            cancellation);

    public Task LeaveAsync(string owner, CancellationToken cancellation) =>
        ChangeAsync(connection => connection.ExecuteAsync(Sql(Statements.ForgetServer, new { owner }, cancellation)), cancellation);

    /// <summary>A file belongs to the folder that it is in.</summary>
    public virtual Task<string> FolderAsync(string mine, CancellationToken cancellation) => Task.FromResult(mine);

    /// <summary>The clock by which servers live.</summary>
    private protected abstract Task<DateTimeOffset> NowAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Until the transaction's end no other claims: a fence is the highest so far and one more.</summary>
    private protected virtual Task LockFencesAsync(DbConnection connection, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>What makes a claim leave out the rollouts that another transaction is writing just now.</summary>
    private protected virtual string SkipLocked => "";

    /// <summary>The lease of a server that was taken for dead still writes: only a newer fence proves that somebody else drives.</summary>
    internal static StaleFenceException Stale(Lease lease) =>
        new($"The lease of {lease.Owner} on {lease.Name} (fence {lease.Fence}) has passed on: stop driving it");

    private static async Task<IReadOnlyList<Lease>> LeasesAsync(DbConnection connection, string statement, object parameters, CancellationToken cancellation) =>
        [.. (await connection.QueryAsync<(string Name, string Owner, long Fence)>(Sql(statement, parameters, cancellation))).Select(row => new Lease(row.Name, row.Owner, row.Fence))];
}
