using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>
/// The numbered scripts in <c>Schema/</c>, applied in order and only forward.
/// The table <c>schema_versions</c> says which a store has had.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>The number of the last script.</summary>
    public static int Newest { get; } = Scripts().Max(script => script.Number);

    /// <summary>Brings a store to <see cref="Newest"/>, each script in a transaction of its own.</summary>
    /// <exception cref="PortUnavailableException">The store is of a newer program, or the file is no store.</exception>
    public static void Migrate(SqliteConnection connection, TimeProvider time)
    {
        var version = Check(connection);
        foreach (var (number, name) in Scripts().Where(script => script.Number > version).OrderBy(script => script.Number))
        {
            connection.InTransaction(() =>
            {
                connection.Execute("CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)");
                connection.Execute(Read(name));
                connection.Execute(
                    "INSERT INTO schema_versions (version, name, applied_at) VALUES (@number, @name, @at)",
                    new { number, name, at = StoredInstant.Of(time.GetUtcNow()) });
            });
        }
    }

    /// <summary>The version that a store has; 0 for an empty file.</summary>
    /// <exception cref="PortUnavailableException">The store is of a newer program, or the file is no store.</exception>
    public static int Check(SqliteConnection connection)
    {
        var tables = connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table'").ToList();
        if (tables.Count == 0)
            return 0;
        if (!tables.Contains("schema_versions"))
            throw new PortUnavailableException($"{connection.DataSource} is a database of another program, not a store of Slipway. Name another file");

        var version = connection.ExecuteScalar<int>("SELECT MAX(version) FROM schema_versions");
        return version <= Newest
            ? version
            : throw new PortUnavailableException(
                $"The store {connection.DataSource} was written by a newer Slipway (schema {version}; this program knows {Newest}). Run that newer program, or restore a backup from before the upgrade");
    }

    private static IEnumerable<(int Number, string Name)> Scripts() =>
        typeof(SqliteSchema).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => (int.Parse(name[..4], CultureInfo.InvariantCulture), name));

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(SqliteSchema).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
