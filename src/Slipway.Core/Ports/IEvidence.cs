using Slipway.Core.Analysis;

namespace Slipway.Core.Ports;

/// <summary>The measurements behind verdicts, kept beside the events.</summary>
public interface IEvidence
{
    /// <summary>Adds samples to the series of many rollouts at once, all or nothing. A rollout is named once.</summary>
    Task AppendAsync(IReadOnlyList<RolloutSamples> batch, CancellationToken cancellation);

    /// <summary>The series at or after <paramref name="since"/>, oldest first.</summary>
    Task<IReadOnlyList<TrafficSample>> ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Many series at once, in the order of <paramref name="tails"/>, each as <see cref="ReadAsync"/> gives it. At most <see cref="MaxSeries"/>.</summary>
    /// <remarks>A store that can answer by one query does.</remarks>
    async Task<IReadOnlyList<IReadOnlyList<TrafficSample>>> ReadManyAsync(IReadOnlyList<SeriesTail> tails, CancellationToken cancellation)
    {
        var series = new List<IReadOnlyList<TrafficSample>>(tails.Count);
        foreach (var tail in tails)
            series.Add(await ReadAsync(tail.RolloutId, tail.Since, cancellation));
        return series;
    }

    /// <summary>Series that one call may name.</summary>
    const int MaxSeries = 1_000;
}
