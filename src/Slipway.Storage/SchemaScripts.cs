using System.Globalization;
using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>
/// The numbered scripts in <c>Schema/</c>: one set for both databases, applied in order and only forward.
/// The table <c>schema_versions</c> says which a store has had.
/// </summary>
internal static class SchemaScripts
{
    public const string VersionsTable =
        "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)";

    public const string CurrentVersion = "SELECT MAX(version) FROM schema_versions";

    public const string NoteVersion = "INSERT INTO schema_versions (version, name, applied_at) VALUES (@number, @name, @at)";

    private static readonly (int Number, string Name)[] Scripts =
    [
        .. typeof(SchemaScripts).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => (Number: int.Parse(name[..4], CultureInfo.InvariantCulture), name))
            .OrderBy(script => script.Number),
    ];

    /// <summary>The number of the last script.</summary>
    public static int Newest => Scripts[^1].Number;

    /// <summary>What a store of <paramref name="version"/> lacks, in order.</summary>
    public static IEnumerable<(int Number, string Name, string Text)> After(int version) =>
        Scripts.Where(script => script.Number > version).Select(script => (script.Number, script.Name, Read(script.Name)));

    /// <summary>The version that a store has; 0 for an empty one.</summary>
    /// <param name="tables">All that it has.</param>
    /// <param name="version">What <see cref="CurrentVersion"/> says there; asked only where it can be.</param>
    /// <param name="place">For error messages; no secret.</param>
    /// <exception cref="PortUnavailableException">The store is of a newer program, or of none of ours.</exception>
    public static int Check(IReadOnlyList<string> tables, Func<int> version, string place)
    {
        if (tables.Count == 0)
            return 0;
        if (!tables.Contains("schema_versions"))
            throw new PortUnavailableException($"{place} is a database of another program, not a store of Slipway. Name another one");

        var found = version();
        return found <= Newest
            ? found
            : throw new PortUnavailableException(
                $"The store {place} was written by a newer Slipway (schema {found}; this program knows {Newest}). Run that newer program, or restore a backup from before the upgrade");
    }

    /// <summary>For one who only looks.</summary>
    /// <exception cref="PortUnavailableException">The store is of an older program.</exception>
    public static void RefuseOlder(int version, string place)
    {
        if (version < Newest)
            throw new PortUnavailableException($"The store {place} has the schema of an older Slipway ({version}; this program knows {Newest}). Start `slipway serve` once: it brings it up to date");
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(SchemaScripts).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
