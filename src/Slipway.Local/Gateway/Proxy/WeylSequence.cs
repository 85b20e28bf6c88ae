namespace Slipway.Local.Gateway.Proxy;

/// <summary>
/// Numbers in [0, 1) that fill it evenly in any stretch (the multiples of the golden ratio, modulo 1): of any n requests,
/// a share of w gets n·w within a few. Smoother than chance, one interlocked addition, and nothing to lock. Thread-safe.
/// </summary>
/// <param name="chance">Where the sequence begins.</param>
internal sealed class WeylSequence(Random chance)
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;
    private const int MantissaBits = 53;

    private ulong _last = unchecked((ulong)chance.NextInt64(long.MinValue, long.MaxValue));

    public double Next() =>
        (Interlocked.Add(ref _last, GoldenRatio) >> (64 - MantissaBits)) / (double)(1UL << MantissaBits);
}
