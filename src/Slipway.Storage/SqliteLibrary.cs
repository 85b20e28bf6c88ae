using System.Runtime.InteropServices;
using SQLitePCL;

namespace Slipway.Storage;

/// <summary>The native SQLite in use: the system's when it is newer than the one shipped with the program.</summary>
/// <param name="Version">Such as <c>3.46.1</c>.</param>
/// <param name="FromSystem">False for the one shipped.</param>
public sealed record SqliteLibrary(Version Version, bool FromSystem)
{
    private const string ShippedName = "e_sqlite3";
    private const string SystemName = "libsqlite3.so.0";

    // The runtime takes one resolver for an assembly and keeps it: once for the process.
    private static readonly Lazy<SqliteLibrary> Loaded = new(Initialize);

    /// <summary>Loads it on the first call.</summary>
    public static SqliteLibrary Load() => Loaded.Value;

    private static SqliteLibrary Initialize()
    {
        var fromSystem = false;
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, assembly, search) =>
        {
            if (name != ShippedName)
                return 0;
            NativeLibrary.TryLoad(ShippedName, assembly, search, out var shipped);
            NativeLibrary.TryLoad(SystemName, out var system);
            fromSystem = VersionNumber(system) > VersionNumber(shipped);
            return fromSystem ? system : shipped;
        });
        Batteries_V2.Init();
        return new SqliteLibrary(Version.Parse(raw.sqlite3_libversion().utf8_to_string()), fromSystem);
    }

    /// <summary>3046001 for 3.46.1; 0 when there is none.</summary>
    private static int VersionNumber(nint library) =>
        library != 0 && NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var export)
            ? Marshal.GetDelegateForFunctionPointer<LibVersionNumber>(export)()
            : 0;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int LibVersionNumber();
}
