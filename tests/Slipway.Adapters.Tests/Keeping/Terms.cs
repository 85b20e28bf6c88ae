using System.Globalization;
using Slipway.Local.Keeping;

namespace Slipway.Adapters.Tests.Keeping;

/// <summary>Terms of a folder, one after the other, as a store's leases would number them.</summary>
internal static class Terms
{
    /// <summary>The next; the one before is over.</summary>
    public static KeeperTerm Next(string folder) =>
        // Waits for nobody where no process was stopped.
        KeeperTerm.BeginAsync(folder, Last(folder) + 1, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult();

    private static long Last(string folder)
    {
        var file = Path.Combine(folder, "keeper.fence");
        return File.Exists(file) ? long.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture) : 0;
    }
}
