using System.Numerics;
using MathNet.Numerics;

namespace Slipway.Bench.Judge.Sampling;

/// <summary>
/// Random numbers from a seed, the same on every machine: the generator xoshiro256++ of Blackman and Vigna (2019), begun by their
/// SplitMix64. Whole minutes of traffic are drawn at once, so counts come from the rejection methods of Hörmann (1993), which cost
/// the same however large the mean is. Not thread-safe.
/// </summary>
public sealed class Chance
{
    /// <summary>Below this mean the probabilities are added up one by one, which is faster there.</summary>
    private const double RejectionFromMean = 10;

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;
    private double? _spare;

    /// <param name="seed">Any number; equal seeds give equal numbers.</param>
    public Chance(ulong seed)
    {
        var state = seed;
        (_a, _b, _c, _d) = (Split(ref state), Split(ref state), Split(ref state), Split(ref state));
    }

    /// <summary>From 0, included, to 1, not included.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Of mean 0 and standard deviation 1, by the polar method: they come in twos.</summary>
    public double Normal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        while (true)
        {
            var (x, y) = ((2 * Uniform()) - 1, (2 * Uniform()) - 1);
            var square = (x * x) + (y * y);
            if (square is >= 1 or 0)
                continue;
            var stretch = Math.Sqrt(-2 * Math.Log(square) / square);
            _spare = y * stretch;
            return x * stretch;
        }
    }

    /// <param name="mean">0 or more.</param>
    public long Poisson(double mean)
    {
        if (mean < RejectionFromMean)
            return SmallPoisson(mean);
        var b = 0.931 + (2.53 * Math.Sqrt(mean));
        var a = -0.059 + (0.02483 * b);
        var accepted = 0.9277 - (3.6224 / (b - 2));
        var scale = 1.1239 + (1.1328 / (b - 3.4));
        while (true)
        {
            var (u, v) = (Uniform() - 0.5, Uniform());
            var edge = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2 * a / edge) + b) * u) + mean + 0.43);
            if (edge >= 0.07 && v <= accepted)
                return (long)k;
            if (k < 0 || (edge < 0.013 && v > edge))
                continue;
            if (Math.Log(v * scale / ((a / (edge * edge)) + b)) <= (k * Math.Log(mean)) - mean - SpecialFunctions.GammaLn(k + 1))
                return (long)k;
        }
    }

    /// <param name="trials">0 or more.</param>
    /// <param name="probability">Of each; below 0 counts as 0, above 1 as 1.</param>
    public long Binomial(long trials, double probability)
    {
        if (trials == 0 || probability <= 0)
            return 0;
        if (probability > 0.5)
            return trials - Binomial(trials, 1 - probability);
        return trials * probability < RejectionFromMean ? SmallBinomial(trials, probability) : LargeBinomial(trials, probability);
    }

    private long SmallPoisson(double mean)
    {
        var (left, mass) = (Uniform(), Math.Exp(-mean));
        long k = 0;
        // The bound is for rounding: no mean below ten comes near it.
        for (; left >= mass && k < 200; mass *= mean / k)
        {
            left -= mass;
            k++;
        }

        return k;
    }

    private long SmallBinomial(long trials, double probability)
    {
        var odds = probability / (1 - probability);
        var (left, mass) = (Uniform(), Math.Exp(trials * Math.Log(1 - probability)));
        long k = 0;
        for (; left >= mass && k < trials; mass *= odds * (trials - k + 1) / k)
        {
            left -= mass;
            k++;
        }

        return k;
    }

    private long LargeBinomial(long trials, double probability)
    {
        var spread = Math.Sqrt(trials * probability * (1 - probability));
        var b = 1.15 + (2.53 * spread);
        var a = -0.0873 + (0.0248 * b) + (0.01 * probability);
        var accepted = 0.92 - (4.2 / b);
        while (true)
        {
            var (u, v) = (Uniform() - 0.5, Uniform());
            var edge = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2 * a / edge) + b) * u) + (trials * probability) + 0.5);
            if (edge >= 0.07 && v <= accepted)
                return (long)k;
            if (k < 0 || k > trials)
                continue;
            var mode = Math.Floor((trials + 1) * probability);
            var likelihood = SpecialFunctions.GammaLn(mode + 1) + SpecialFunctions.GammaLn(trials - mode + 1)
                - SpecialFunctions.GammaLn(k + 1) - SpecialFunctions.GammaLn(trials - k + 1)
                + ((k - mode) * Math.Log(probability / (1 - probability)));
            if (Math.Log(v * (2.83 + (5.1 / b)) * spread / ((a / (edge * edge)) + b)) <= likelihood)
                return (long)k;
        }
    }

    private ulong Next()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_a + _d, 23) + _a;
            var shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }

    private static ulong Split(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
