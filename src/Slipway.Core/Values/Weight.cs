using System.Text.Json.Serialization;

namespace Slipway.Core.Values;

/// <summary>A share of an environment's requests: 0 % to 100 %, both included, in steps of 0.01 %.</summary>
[JsonConverter(typeof(WeightJsonConverter))]
public readonly record struct Weight : IComparable<Weight>
{
    private const int BasisPointsPerPercent = 100;
    private const int MaxBasisPoints = 100 * BasisPointsPerPercent;

    private readonly int _basisPoints;

    private Weight(int basisPoints) => _basisPoints = basisPoints;

    public static Weight Zero => default;

    public static Weight Full => new(MaxBasisPoints);

    /// <summary>In percent, 0 to 100.</summary>
    public decimal Percent => _basisPoints / (decimal)BasisPointsPerPercent;

    /// <summary>As a fraction, 0 to 1.</summary>
    public double Fraction => _basisPoints / (double)MaxBasisPoints;

    /// <summary>What is left for the other side: 100 % minus this.</summary>
    public Weight Rest => new(MaxBasisPoints - _basisPoints);

    public bool IsZero => _basisPoints == 0;

    public bool IsFull => _basisPoints == MaxBasisPoints;

    /// <summary>From a percentage with at most two decimals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0, above 100, or finer than 0.01 %.</exception>
    public static Weight FromPercent(decimal percent) =>
        TryFromPercent(percent, out var weight)
            ? weight
            : throw new ArgumentOutOfRangeException(nameof(percent), percent, "A weight is 0 % to 100 % with at most two decimals");

    public static bool TryFromPercent(decimal percent, out Weight weight)
    {
        var valid = percent is >= 0 and <= 100 && percent * BasisPointsPerPercent == decimal.Truncate(percent * BasisPointsPerPercent);
        weight = valid ? new Weight((int)(percent * BasisPointsPerPercent)) : default;
        return valid;
    }

    /// <summary>The share that <paramref name="part"/> of <paramref name="whole"/> equal instances carry, rounded down to 0.01 %.</summary>
    public static Weight FromShare(int part, int whole)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(whole);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, whole);
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        return new Weight((int)((long)MaxBasisPoints * part / whole));
    }

    public int CompareTo(Weight other) => _basisPoints.CompareTo(other._basisPoints);

    public static bool operator <(Weight left, Weight right) => left.CompareTo(right) < 0;

    public static bool operator >(Weight left, Weight right) => left.CompareTo(right) > 0;

    public static bool operator <=(Weight left, Weight right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Weight left, Weight right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Percent:0.##} %";
}
