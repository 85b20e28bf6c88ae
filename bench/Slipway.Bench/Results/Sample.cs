namespace Slipway.Bench.Results;

/// <summary>Measured values and what they come to. Without values every figure is NaN.</summary>
public sealed class Sample
{
    private readonly double[] _sorted;

    public Sample(IReadOnlyList<double> values)
    {
        _sorted = [.. values.Order()];
    }

    public int Count => _sorted.Length;

    public double Median => Quantile(0.5);

    public double Worst => Quantile(1);

    /// <summary>The smallest value that at least the share <paramref name="q"/> (0 to 1) of the values does not exceed (nearest rank).</summary>
    public double Quantile(double q) =>
        _sorted.Length == 0 ? double.NaN : _sorted[Math.Clamp((int)Math.Ceiling(q * _sorted.Length) - 1, 0, _sorted.Length - 1)];
}
