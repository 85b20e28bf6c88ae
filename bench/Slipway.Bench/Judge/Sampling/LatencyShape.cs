namespace Slipway.Bench.Judge.Sampling;

/// <summary>How the latencies of a version are spread.</summary>
public enum LatencyShape
{
    /// <summary>Lognormal, median 50 ms, standard deviation of the logarithm 0.5.</summary>
    Lognormal,

    /// <summary>Nine tenths of that, and a tenth with median 200 ms and 1.0: a slow path, such as what no cache has.</summary>
    HeavyTail,
}
