using Dapper;
using Slipway.Core.Ports;
using Slipway.Storage.Copying;

namespace Slipway.Storage;

/// <summary>The store as tables, for who copies it as a whole.</summary>
public abstract partial class SqlStore
{
    /// <summary>What was begun on the store as a whole and has not ended; null when nothing was.</summary>
    public Task<string?> FindUnfinishedAsync(CancellationToken cancellation) =>
        QueryAsync(connection => connection.QueryFirstOrDefaultAsync<string>(Sql("SELECT work FROM unfinished ORDER BY work", new { }, cancellation)), cancellation);

    internal Task BeginAsync(string work, CancellationToken cancellation) =>
        ChangeAsync(connection => connection.ExecuteAsync(Sql("INSERT INTO unfinished (work) VALUES (@work) ON CONFLICT (work) DO NOTHING", new { work }, cancellation)), cancellation);

    internal Task EndAsync(string work, CancellationToken cancellation) =>
        ChangeAsync(connection => connection.ExecuteAsync(Sql("DELETE FROM unfinished WHERE work = @work", new { work }, cancellation)), cancellation);

    internal Task<long> CountAsync(StoreTable table, CancellationToken cancellation) =>
        QueryAsync(connection => connection.ExecuteScalarAsync<long>(Sql(table.Count, new { }, cancellation)), cancellation);

    internal async Task ClearAsync(IReadOnlyList<StoreTable> tables, CancellationToken cancellation)
    {
        foreach (var table in tables)
            await ChangeAsync(connection => connection.ExecuteAsync(Sql($"DELETE FROM {table.Name}", new { }, cancellation)), cancellation);
    }

    /// <summary>The next page behind a key: of each row the key, then the columns.</summary>
    internal Task<IReadOnlyList<object?[]>> ReadRowsAsync(StoreTable table, object after, CancellationToken cancellation) =>
        QueryAsync<IReadOnlyList<object?[]>>(
            async connection =>
            {
                await using var reader = await connection.ExecuteReaderAsync(Sql(table.Read, new { after, limit = table.PageRows }, cancellation));
                var rows = new List<object?[]>(table.PageRows);
                while (await reader.ReadAsync(cancellation))
                {
                    var row = new object?[reader.FieldCount];
                    for (var i = 0; i < row.Length; i++)
                        row[i] = await reader.IsDBNullAsync(i, cancellation) ? null : reader.GetValue(i);
                    rows.Add(row);
                }

                return rows;
            },
            cancellation);

    /// <summary>Writes a page as <see cref="ReadRowsAsync"/> gives it, in one transaction.</summary>
    internal Task WriteRowsAsync(StoreTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellation) =>
        ChangeAsync(connection => connection.ExecuteAsync(Sql(table.Write, rows.Select(Parameters), cancellation)), cancellation);

    internal static PortUnavailableException Incomplete(string work, string place) => new(
        $"The store {place} is not whole: a {work} into it was broken off. Begin that again with `slipway store {work}`, or name another store");

    private static DynamicParameters Parameters(object?[] row)
    {
        var parameters = new DynamicParameters();
        for (var i = 1; i < row.Length; i++)
            parameters.Add($"c{i - 1}", row[i]);
        return parameters;
    }
}
