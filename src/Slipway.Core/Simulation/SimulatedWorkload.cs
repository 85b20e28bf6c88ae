using Slipway.Core.Values;

namespace Slipway.Core.Simulation;

/// <summary>What runs on a side of the simulated environment.</summary>
/// <param name="StoppingAt">When its end was asked for; null while it runs on.</param>
internal sealed record SimulatedWorkload(ReleaseVersion Version, int Replicas, DateTimeOffset StartedAt, DateTimeOffset? StoppingAt);
