namespace Slipway.Core.Planning;

/// <summary>
/// How many instances of each version run after each batch of a rolling update.
/// Never fewer than <c>wanted − maxUnavailable</c> ready, never more than <c>max(old, wanted) + maxSurge</c> in all.
/// </summary>
public static class RollingBatches
{
    /// <summary>The numbers after one batch: <paramref name="Old"/> instances are left once <paramref name="New"/> are ready and have their share.</summary>
    public sealed record Batch(int New, int Old);

    /// <exception cref="ArgumentOutOfRangeException">A negative number, no instance wanted, or both limits 0.</exception>
    public static IReadOnlyList<Batch> Plan(int old, int wanted, int maxSurge, int maxUnavailable)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(old);
        ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maxSurge);
        ArgumentOutOfRangeException.ThrowIfNegative(maxUnavailable);
        if (maxSurge == 0 && maxUnavailable == 0)
            throw new ArgumentOutOfRangeException(nameof(maxSurge), "maxSurge and maxUnavailable may not both be 0");

        var batches = new List<Batch>();
        var (fresh, left) = (0, old);
        var ceiling = Math.Max(old, wanted) + maxSurge;
        var floor = Math.Max(0, wanted - maxUnavailable);
        while (fresh < wanted || left > 0)
        {
            var room = ceiling - fresh - left;
            if (room <= 0 && left > 0)
            {
                // No room to start one: first let go what may be missing.
                left = Math.Max(0, Math.Min(left - 1, floor - fresh));
                batches.Add(new Batch(fresh, left));
                room = ceiling - fresh - left;
            }

            fresh = Math.Min(wanted, fresh + Math.Max(room, 0));
            left = fresh == wanted ? 0 : Math.Min(left, Math.Max(0, floor - fresh));
            batches.Add(new Batch(fresh, left));
        }

        return batches;
    }
}
