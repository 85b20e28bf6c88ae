using Slipway.Core.Analysis;

namespace Slipway.Core.Ports;

/// <summary>The measurements behind verdicts, kept beside the events.</summary>
public interface IEvidence
{
    /// <summary>Adds samples to a rollout's series, oldest first.</summary>
    Task AppendAsync(string rolloutId, IReadOnlyList<TrafficSample> samples, CancellationToken cancellation);

    /// <summary>The series at or after <paramref name="since"/>, oldest first.</summary>
    Task<IReadOnlyList<TrafficSample>> ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation);
}
