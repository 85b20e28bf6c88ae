using Dapper;
using Slipway.Core.Analysis;

namespace Slipway.Storage;

public sealed partial class SqliteStore
{
    public async Task AppendAsync(string rolloutId, IReadOnlyList<TrafficSample> samples, CancellationToken cancellation)
    {
        if (samples.Count == 0)
            return;
        var lastAt = StoredInstant.Of(samples.Max(sample => sample.At));
        var block = EvidenceBlock.Encode(samples);
        await WriteAsync(
            connection => connection.Execute("INSERT INTO evidence (rollout, last_at, samples) VALUES (@rolloutId, @lastAt, @block)", new { rolloutId, lastAt, block }),
            cancellation);
    }

    public Task<IReadOnlyList<TrafficSample>> ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<TrafficSample>>(
            connection =>
            [
                .. connection
                    .Query<byte[]>("SELECT samples FROM evidence WHERE rollout = @rolloutId AND last_at >= @since ORDER BY id", new { rolloutId, since = StoredInstant.Of(since) })
                    .SelectMany(EvidenceBlock.Decode)
                    .Where(sample => sample.At >= since),
            ],
            cancellation);
}
