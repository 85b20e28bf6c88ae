using Slipway.Core.Analysis;
using Slipway.Core.Ports;

namespace Slipway.Core.Simulation;

/// <summary>Evidence as an engine that can die writes it: what it had not written before its end is lost.</summary>
internal sealed class MortalEvidence(IEvidence evidence) : IEvidence
{
    /// <summary>True once the engine is dead.</summary>
    public bool IsDead { get; set; }

    public Task AppendAsync(IReadOnlyList<RolloutSamples> batch, CancellationToken cancellation) =>
        IsDead ? Task.CompletedTask : evidence.AppendAsync(batch, cancellation);

    public Task<IReadOnlyList<TrafficSample>> ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation) =>
        evidence.ReadAsync(rolloutId, since, cancellation);
}
