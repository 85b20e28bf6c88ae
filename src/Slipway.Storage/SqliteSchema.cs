using Dapper;
using Microsoft.Data.Sqlite;
using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>Brings an SQLite file to the newest schema.</summary>
internal static class SqliteSchema
{
    /// <summary>Each script in a transaction of its own.</summary>
    /// <exception cref="PortUnavailableException">The store is of a newer program, or the file is no store.</exception>
    public static void Migrate(SqliteConnection connection, TimeProvider time)
    {
        foreach (var (number, name, text) in SchemaScripts.After(Check(connection)))
        {
            connection.InTransaction(() =>
            {
                connection.Execute(SchemaScripts.VersionsTable);
                connection.Execute(text);
                connection.Execute(SchemaScripts.NoteVersion, new { number, name, at = StoredInstant.Of(time.GetUtcNow()) });
            });
        }
    }

    /// <summary>The version that a store has; 0 for an empty file.</summary>
    /// <exception cref="PortUnavailableException">The store is of a newer program, or the file is no store.</exception>
    public static int Check(SqliteConnection connection) => SchemaScripts.Check(
        connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table'").ToList(),
        () => connection.ExecuteScalar<int>(SchemaScripts.CurrentVersion),
        connection.DataSource);
}
