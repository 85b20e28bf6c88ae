using Slipway.Core.Analysis;

namespace Slipway.Core.Ports;

/// <summary>The measurements behind verdicts, kept beside the events.</summary>
public interface IEvidence
{
    /// <summary>Adds samples to the series of many rollouts at once, all or nothing. A rollout is named once.</summary>
    Task AppendAsync(IReadOnlyList<RolloutSamples> batch, CancellationToken cancellation);

    /// <summary>The series at or after <paramref name="since"/>, oldest first.</summary>
    Task<IReadOnlyList<TrafficSample>> ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation);
}
