using Slipway.Core.Values;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers.Objects;

/// <summary>The split that weights of backends come to.</summary>
internal static class SplitReading
{
    private const decimal Finest = 0.01m;

    /// <param name="pinned">The side that the app's own Service leads to; null: to both, or to none.</param>
    /// <returns>Null when it is unclear which side a backend with a weight leads to, or when none has one.</returns>
    public static TrafficSplit? Of(IEnumerable<(Lead Lead, decimal Weight)> backends, Slot? pinned)
    {
        var (blue, green) = (0m, 0m);
        foreach (var (lead, weight) in backends.Where(b => b.Weight > 0))
        {
            if ((lead.Side ?? pinned) is not { } side)
                return null;
            if (side == Slot.Blue)
                blue += weight;
            else
                green += weight;
        }

        if (blue + green == 0)
            return null;
        if (blue == 0 || green == 0)
            return TrafficSplit.AllTo(green == 0 ? Slot.Blue : Slot.Green);
        // However small: a side that gets requests is not one without traffic.
        var share = Math.Clamp(Math.Round(100 * green / (blue + green), 2), Finest, 100 - Finest);
        return TrafficSplit.With(Slot.Green, Weight.FromPercent(share));
    }

    /// <summary>What several routes agree on; null when they do not, or when there are none.</summary>
    public static TrafficSplit? Agreed(IEnumerable<TrafficSplit?> routes)
    {
        var distinct = routes.Distinct().Take(2).ToList();
        return distinct.Count == 1 ? distinct[0] : null;
    }
}
