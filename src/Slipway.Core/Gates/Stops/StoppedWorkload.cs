using Slipway.Core.Values;

namespace Slipway.Core.Gates.Stops;

/// <summary>Instances that an emergency stop ended, as many as are to come back.</summary>
/// <param name="Replicas">Instances that were wanted; 1 or more.</param>
public sealed record StoppedWorkload(EnvironmentKey Environment, Slot Slot, int Replicas);
