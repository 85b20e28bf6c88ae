using System.Text.Json;
using Dapper;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage;

public sealed partial class SqliteStore
{
    public Task<IReadOnlyList<Snapshot>> ReadSnapshotsAsync(IReadOnlyList<string> streams, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<Snapshot>>(
            connection =>
            [
                .. connection
                    .Query<(string Stream, long Version, long Format, string Json, string Seal)>(
                        "SELECT stream, version, format, json, seal FROM snapshots WHERE stream IN (SELECT value FROM json_each(@streams))", new { streams = JsonList(streams) })
                    .Select(row => new Snapshot(row.Stream, (int)Math.Clamp(row.Version, 0, int.MaxValue), (int)row.Format, row.Json, Digest.TryParse(row.Seal, out var seal) ? seal : default)),
            ],
            cancellation);

    public Task WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancellation) =>
        WriteAsync(
            connection => connection.Execute(
                """
                INSERT INTO snapshots (stream, version, format, json, seal) VALUES (@Stream, @Version, @Format, @Json, @Seal)
                ON CONFLICT (stream) DO UPDATE SET version = excluded.version, format = excluded.format, json = excluded.json, seal = excluded.seal
                """,
                new { snapshot.Stream, snapshot.Version, snapshot.Format, snapshot.Json, Seal = snapshot.Seal.ToString() }),
            cancellation);

    /// <summary>A list as one parameter.</summary>
    private static string JsonList(IEnumerable<string> texts) => JsonSerializer.Serialize(texts);
}
