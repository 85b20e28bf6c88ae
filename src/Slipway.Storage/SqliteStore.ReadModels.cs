using Dapper;
using Slipway.Core.Ports;

namespace Slipway.Storage;

public sealed partial class SqliteStore
{
    public Task<IReadOnlyList<string>> ListStreamsAsync(string after, int limit, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<string>>(
            connection => [.. connection.Query<string>("SELECT DISTINCT stream FROM events WHERE stream > @after ORDER BY stream LIMIT @limit", new { after, limit })],
            cancellation);

    public Task ReplaceAsync(string after, string? last, IReadOnlyList<RolloutRow> rows, IReadOnlyList<Snapshot> snapshots, CancellationToken cancellation) =>
        WriteAsync(
            connection =>
            {
                connection.Execute("DELETE FROM rollouts WHERE id > @after AND (@last IS NULL OR id <= @last)", new { after, last });
                connection.Execute("DELETE FROM snapshots WHERE stream > @after AND (@last IS NULL OR stream <= @last)", new { after, last });
                connection.Execute(PutRollout, rows.Select(RolloutRecord.Of));
                return connection.Execute(PutSnapshot, snapshots.Select(Parameters));
            },
            cancellation);
}
