using Slipway.Core.Values;

namespace Slipway.Core.Planning;

/// <summary>How many instances each side has where their numbers alone make the share, as every instance gets the same number of requests.</summary>
/// <param name="Candidate">Of the new version.</param>
/// <param name="Stable">Of the old one.</param>
public sealed record InstanceShares(int Candidate, int Stable)
{
    /// <summary>
    /// The two numbers whose share comes nearest to <paramref name="weight"/>: together <paramref name="wanted"/>, or up to <paramref name="surge"/> more.
    /// A weight between 0 and 100 % has at least one instance of each side, except where there is room for a single one.
    /// </summary>
    /// <param name="wanted">Instances of the version that carries all traffic; 1 or more.</param>
    /// <param name="surge">Instances above that; 0 or more.</param>
    public static InstanceShares Of(int wanted, Weight weight, int surge = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(surge);
        if (weight.IsZero)
            return new InstanceShares(0, wanted);
        if (weight.IsFull)
            return new InstanceShares(wanted, 0);
        var alone = wanted + surge == 1;
        return Enumerable.Range(0, surge + 1)
            .SelectMany(more => Nearest(wanted + more, weight))
            .Where(shares => alone || (shares.Candidate > 0 && shares.Stable > 0))
            .MinBy(shares => (shares.Off(weight), shares.Candidate + shares.Stable, -shares.Candidate))!;
    }

    /// <summary>As many instances as a router with weights needs behind <paramref name="weight"/> of what <paramref name="wanted"/> carry: rounded up.</summary>
    public static int Behind(int wanted, Weight weight) => (int)Math.Ceiling(wanted * weight.Percent / 100);

    private static InstanceShares[] Nearest(int total, Weight weight)
    {
        var exact = total * weight.Percent / 100;
        var (more, less) = ((int)Math.Ceiling(exact), (int)Math.Floor(exact));
        return [new InstanceShares(more, total - more), new InstanceShares(less, total - less)];
    }

    /// <summary>In percent.</summary>
    private decimal Off(Weight weight) => Math.Abs((100m * Candidate / (Candidate + Stable)) - weight.Percent);
}
