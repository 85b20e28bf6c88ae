using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;

namespace Slipway.Local.Gateway.Hub;

/// <summary>The maintenance page of the last stop that showed one.</summary>
/// <param name="Stop">The stop's number.</param>
/// <param name="IsShown">False once it was taken down, which is kept: an order to show it that comes late finds it.</param>
internal sealed record StoredPage(int Stop, bool IsShown, string? Html)
{
    /// <exception cref="StaleFenceException">The stop is over, or a later one has the page.</exception>
    public static StoredPage After(StoredPage? known, MaintenancePage page, int stop, bool shown)
    {
        var isLate = known is not null && (known.Stop > stop || (known.Stop == stop && !known.IsShown));
        if (isLate && !shown)
            return known!;
        if (isLate)
            throw new StaleFenceException($"The maintenance page of {page.Environment} was {(known!.IsShown ? "put up" : "taken down")} for stop-{known.Stop}; an order of stop-{stop} came too late");
        return new StoredPage(stop, shown, shown ? page.Html : null);
    }
}
