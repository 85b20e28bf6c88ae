namespace Slipway.Core.Analysis.Kayenta;

/// <summary>
/// The judge of Spinnaker's Kayenta (<c>NetflixACAJudge</c>): each metric of a candidate against the same of a baseline by a
/// Mann-Whitney test, and a score over all. Three things are otherwise: the interval is exact in any unit, too few points are
/// insufficient data, and a metric that cannot be compared fails the whole.
/// </summary>
public static class KayentaAnalysis
{
    /// <summary>With so many points, about ten milliseconds of work, the metrics are divided among the cores.</summary>
    private const long ParallelAtPoints = 50_000;

    /// <summary>What is wrong with an input, each with its place (<c>metrics[2].allowedIncrease</c>); empty when it can be judged.</summary>
    public static IReadOnlyList<string> Faults(KayentaInput input) => KayentaFaults.Of(input);

    /// <summary>Judges. The same input gives the same result to the last digit.</summary>
    /// <exception cref="ArgumentException">The input has <see cref="Faults"/>.</exception>
    public static KayentaResult Judge(KayentaInput input)
    {
        if (Faults(input) is { Count: > 0 } faults)
            throw new ArgumentException(string.Join("; ", faults), nameof(input));
        var points = input.Metrics.Sum(metric => (long)metric.Candidate.Count + metric.Baseline.Count);
        return KayentaScore.Of(input, points < ParallelAtPoints
            ? [.. input.Metrics.Select(metric => MetricComparison.Compare(metric, input))]
            : [.. input.Metrics.AsParallel().AsOrdered().Select(metric => MetricComparison.Compare(metric, input))]);
    }
}
