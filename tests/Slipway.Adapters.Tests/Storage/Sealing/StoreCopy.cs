using Dapper;
using Microsoft.Data.Sqlite;
using Slipway.Storage;

namespace Slipway.Adapters.Tests.Storage.Sealing;

/// <summary>A copy of a store's file that somebody has altered, open to look at.</summary>
internal sealed record StoreCopy(string Path, SqliteStore Store) : IAsyncDisposable
{
    public static async Task AlterAsync(string path, string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.ExecuteAsync($"PRAGMA ignore_check_constraints = ON; {statement}");
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
