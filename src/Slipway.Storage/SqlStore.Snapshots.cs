using System.Text.Json;
using Dapper;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage;

public abstract partial class SqlStore
{
    public Task<IReadOnlyList<Snapshot>> ReadSnapshotsAsync(IReadOnlyList<string> streams, CancellationToken cancellation) =>
        QueryAsync<IReadOnlyList<Snapshot>>(
            async connection =>
            [
                .. (await connection.QueryAsync<(string Stream, long Version, long Format, string Json, string Seal)>(
                        Sql(Statements.ReadSnapshots(List("@streams")), new { streams = JsonSerializer.Serialize(streams) }, cancellation)))
                    .Select(row => new Snapshot(row.Stream, Whole(row.Version), Whole(row.Format), row.Json, Digest.TryParse(row.Seal, out var seal) ? seal : default)),
            ],
            cancellation);

    public Task WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancellation) =>
        ChangeAsync(connection => connection.ExecuteAsync(Sql(Statements.PutSnapshot, Parameters(snapshot), cancellation)), cancellation);

    // A number that somebody has put there is no reason to fail: nobody trusts such a snapshot.
    private static int Whole(long number) => (int)Math.Clamp(number, 0, int.MaxValue);
}
