using Slipway.Core.Analysis;

namespace Slipway.Core.Ports;

/// <summary>New samples of one rollout.</summary>
/// <param name="Samples">Oldest first, at least one.</param>
public sealed record RolloutSamples(string RolloutId, IReadOnlyList<TrafficSample> Samples);
