using Dapper;
using Slipway.Core.Ports;

namespace Slipway.Storage;

public abstract partial class SqlStore
{
    public Task<IReadOnlyList<string>> ListStreamsAsync(string after, int limit, CancellationToken cancellation) =>
        QueryAsync<IReadOnlyList<string>>(
            async connection => [.. await connection.QueryAsync<string>(Sql("SELECT DISTINCT stream FROM events WHERE stream > @after ORDER BY stream LIMIT @limit", new { after, limit }, cancellation))],
            cancellation);

    public Task ReplaceAsync(string after, string? last, IReadOnlyList<RolloutRow> rows, IReadOnlyList<Snapshot> snapshots, CancellationToken cancellation) =>
        ChangeAsync(
            async connection =>
            {
                var range = new { after, last };
                await connection.ExecuteAsync(Sql("DELETE FROM rollouts WHERE id > @after AND (CAST(@last AS TEXT) IS NULL OR id <= @last)", range, cancellation));
                await connection.ExecuteAsync(Sql("DELETE FROM snapshots WHERE stream > @after AND (CAST(@last AS TEXT) IS NULL OR stream <= @last)", range, cancellation));
                await connection.ExecuteAsync(Sql(Statements.PutRollout, rows.Select(RolloutRecord.Of), cancellation));
                return await connection.ExecuteAsync(Sql(Statements.PutSnapshot, snapshots.Select(Parameters), cancellation));
            },
            cancellation);

    private static object Parameters(Snapshot snapshot) =>
        new { snapshot.Stream, snapshot.Version, snapshot.Format, snapshot.Json, Seal = snapshot.Seal.ToString() };
}
