using NodaTime;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Gates.Windows;

/// <summary>
/// Whether windows let a rollout run. Deny wins; where there is an allow window, one must be active.
/// A manual run passes active denies that each permit it, and runs outside of allow windows when all of them permit it.
/// </summary>
public static class WindowGate
{
    /// <param name="windows">All windows of an environment; none: always allowed.</param>
    /// <param name="at">The instant that is asked about, to the tick.</param>
    /// <param name="manual">Whether a person asked for the rollout, rather than a trigger.</param>
    public static WindowDecision Decide(IReadOnlyList<WindowSpec> windows, DateTimeOffset at, bool manual)
    {
        var now = Instant.FromDateTimeOffset(at);
        var all = windows.Select(window => new WindowTimes(window)).ToList();
        var denies = all.Where(w => w.Spec.Kind is WindowKind.Deny).ToList();
        var allows = all.Where(w => w.Spec.Kind is WindowKind.Allow).ToList();

        // What a manual run may pass does not bind it, at any time.
        var binding = manual ? denies.FindAll(w => !w.Spec.Manual) : denies;
        var needed = manual && allows.TrueForAll(w => w.Spec.Manual) ? [] : allows;
        var search = new WindowSearch(binding, needed, now);
        var open = search.IsOpen(now);
        var close = open ? search.FirstClosed(now) : null;
        var nextOpen = search.FirstOpen(open ? close : now);
        return new WindowDecision(
            open,
            new WindowSentence(denies, allows, search, now, manual).Of(open),
            nextOpen?.ToDateTimeOffset(),
            (open ? close : search.FirstClosed(nextOpen))?.ToDateTimeOffset());
    }
}
