using System.Text.Json;
using Dapper;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;

namespace Slipway.Storage;

public abstract partial class SqlStore
{
    public async Task AppendAsync(IReadOnlyList<RolloutSamples> batch, CancellationToken cancellation)
    {
        if (batch.Count == 0)
            return;
        await ChangeAsync(batch.Chunk(RowsPerStatement).Select(rows => Sql(Statements.AddEvidence(rows.Length), EvidenceRows(rows), cancellation)).ToList(), cancellation);
    }

    public Task<IReadOnlyList<TrafficSample>> ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation) =>
        QueryAsync<IReadOnlyList<TrafficSample>>(
            async connection =>
            [
                .. (await connection.QueryAsync<byte[]>(Sql(Statements.ReadEvidence, new { rolloutId, since = StoredInstant.Of(since) }, cancellation)))
                    .SelectMany(EvidenceBlock.Decode)
                    .Where(sample => sample.At >= since),
            ],
            cancellation);

    public async Task<IReadOnlyList<IReadOnlyList<TrafficSample>>> ReadManyAsync(IReadOnlyList<SeriesTail> tails, CancellationToken cancellation)
    {
        var query = Statements.ReadManyEvidence(List("@rollouts"), List("@instants"));
        var lists = new { rollouts = JsonSerializer.Serialize(tails.Select(tail => tail.RolloutId)), instants = JsonSerializer.Serialize(tails.Select(tail => StoredInstant.Of(tail.Since))) };
        var found = tails.ToDictionary(tail => tail.RolloutId, _ => new List<TrafficSample>());
        var since = tails.ToDictionary(tail => tail.RolloutId, tail => tail.Since);
        await QueryAsync(
            async connection =>
            {
                // A query that is tried again begins anew.
                foreach (var series in found.Values)
                    series.Clear();
                await using var reader = await connection.ExecuteReaderAsync(Sql(query, lists, cancellation));
                while (await reader.ReadAsync(cancellation))
                {
                    var rollout = reader.GetString(0);
                    found[rollout].AddRange(EvidenceBlock.Decode(reader.GetFieldValue<byte[]>(1)).Where(sample => sample.At >= since[rollout]));
                }

                return true;
            },
            cancellation);
        return [.. tails.Select(tail => found[tail.RolloutId])];
    }

    private static DynamicParameters EvidenceRows(RolloutSamples[] batch)
    {
        var rows = new DynamicParameters();
        for (var row = 0; row < batch.Length; row++)
        {
            rows.Add($"rollout{row}", batch[row].RolloutId);
            rows.Add($"lastAt{row}", StoredInstant.Of(batch[row].Samples.Max(sample => sample.At)));
            rows.Add($"block{row}", EvidenceBlock.Encode(batch[row].Samples));
        }

        return rows;
    }
}
