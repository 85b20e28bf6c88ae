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
                    .Select(row => new Snapshot(row.Stream, (int)Math.Clamp(row.Version, 0, int.MaxValue), (int)row.Format, row.Json, Digest.TryParse(row.Seal, out var seal) ? seal : default)),
            ],
            cancellation);

    public Task WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancellation) =>
        ChangeAsync(
            connection => connection.ExecuteAsync(
                Sql(Statements.PutSnapshot, new { snapshot.Stream, snapshot.Version, snapshot.Format, snapshot.Json, Seal = snapshot.Seal.ToString() }, cancellation)),
            cancellation);

    /// <summary>A query of <c>place</c> and <c>value</c>, one row for each member of the JSON array that a parameter holds: a list as one parameter.</summary>
    private protected abstract string List(string parameter);
}
