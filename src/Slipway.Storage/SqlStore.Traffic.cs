using System.Data.Common;
using Dapper;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage;

/// <summary>The history of the environments' traffic.</summary>
public abstract partial class SqlStore
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public async Task AddTrafficAsync(IReadOnlyList<TrafficPeriod> minutes, CancellationToken cancellation)
    {
        if (minutes.Count == 0)
            return;
        await ChangeAsync(minutes.Chunk(RowsPerStatement).Select(rows => Sql(Statements.AddTraffic(rows.Length), TrafficRows(rows), cancellation)).ToList(), cancellation);
    }

    public Task<IReadOnlyList<TrafficPeriod>> ReadTrafficAsync(EnvironmentKey environment, DateTimeOffset since, CancellationToken cancellation)
    {
        // An hour may have begun before and end after.
        var from = since - DateTimeOffset.MinValue > Hour ? since - Hour : since;
        return QueryAsync<IReadOnlyList<TrafficPeriod>>(
            async connection =>
            [
                .. (await connection.QueryAsync<(string Start, long Seconds, long Requests, long Errors)>(
                        Sql(Statements.ReadTraffic, new { environment = environment.ToString(), from = StoredInstant.Of(from) }, cancellation)))
                    .Select(row => new TrafficPeriod(environment, StoredInstant.Read(row.Start), TimeSpan.FromSeconds(row.Seconds), row.Requests, row.Errors))
                    .Where(period => period.End > since),
            ],
            cancellation);
    }

    public Task<bool> FoldTrafficAsync(DateTimeOffset before, CancellationToken cancellation) =>
        ChangeAsync(connection => FoldAsync(connection, before, cancellation), cancellation);

    public Task<int> RemoveTrafficAsync(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        ChangeAsync(
            connection => connection.ExecuteAsync(Sql(
                // Both lengths are named so that the index by age serves.
                "DELETE FROM traffic WHERE id IN (SELECT id FROM traffic WHERE seconds IN (60, 3600) AND start < @before ORDER BY start, id LIMIT @limit)",
                new { before = StoredInstant.Of(before), limit },
                cancellation)),
            cancellation);

    private static async Task<bool> FoldAsync(DbConnection connection, DateTimeOffset before, CancellationToken cancellation)
    {
        if (await connection.ExecuteScalarAsync<string?>(Sql("SELECT min(start) FROM traffic WHERE seconds = 60", new { }, cancellation)) is not { } oldest)
            return false;
        var first = StoredInstant.Read(oldest);
        var hour = first.AddTicks(-(first.Ticks % Hour.Ticks));
        if (hour + Hour > before)
            return false;
        var range = new { start = StoredInstant.Of(hour), end = StoredInstant.Of(hour + Hour) };
        await connection.ExecuteAsync(Sql(Statements.FoldTraffic, range, cancellation));
        await connection.ExecuteAsync(Sql("DELETE FROM traffic WHERE seconds = 60 AND start >= @start AND start < @end", range, cancellation));
        return true;
    }

    private static DynamicParameters TrafficRows(TrafficPeriod[] periods)
    {
        var rows = new DynamicParameters();
        for (var row = 0; row < periods.Length; row++)
        {
            rows.Add($"environment{row}", periods[row].Environment.ToString());
            rows.Add($"start{row}", StoredInstant.Of(periods[row].Start));
            rows.Add($"seconds{row}", (long)periods[row].Length.TotalSeconds);
            rows.Add($"requests{row}", periods[row].Requests);
            rows.Add($"errors{row}", periods[row].Errors);
        }

        return rows;
    }
}
