using Dapper;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;

namespace Slipway.Storage;

public sealed partial class SqliteStore
{
    public async Task AppendAsync(IReadOnlyList<RolloutSamples> batch, CancellationToken cancellation)
    {
        if (batch.Count == 0)
            return;
        var rows = batch
            .Select(one => new { one.RolloutId, LastAt = StoredInstant.Of(one.Samples.Max(sample => sample.At)), Block = EvidenceBlock.Encode(one.Samples) })
            .ToList();
        await WriteAsync(
            connection => connection.Execute("INSERT INTO evidence (rollout, last_at, samples) VALUES (@RolloutId, @LastAt, @Block)", rows),
            cancellation);
    }

    public Task<IReadOnlyList<TrafficSample>> ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<TrafficSample>>(
            connection =>
            [
                .. connection
                    .Query<byte[]>("SELECT samples FROM evidence WHERE rollout = @rolloutId AND last_at >= @since ORDER BY last_at, id", new { rolloutId, since = StoredInstant.Of(since) })
                    .SelectMany(EvidenceBlock.Decode)
                    .Where(sample => sample.At >= since),
            ],
            cancellation);
}
