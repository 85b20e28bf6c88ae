using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Slipway.Bench.Chaos.World;

/// <summary>The servers' database, read from outside and beside them: SQL that both databases take.</summary>
public static class RecordAccess
{
    public static async Task<DbConnection> OpenAsync(ChaosWorld world, CancellationToken cancellation)
    {
        DbConnection connection = world.Database is null
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = world.Record, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString())
            : new NpgsqlConnection(Settings(new Uri(world.Record)));
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static string Settings(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.Port,
            Username = user[0],
            Password = user[1],
            Database = url.AbsolutePath.TrimStart('/'),
            Pooling = false,
        }.ToString();
    }
}
