using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>What is wanted on a slot.</summary>
/// <param name="Artifact">Absolute path of the version's files.</param>
/// <param name="Replicas">Instances wanted; 0 or more.</param>
public sealed record Workload(
    EnvironmentKey Environment, Slot Slot, ReleaseVersion Version, string Artifact, TargetSpec Spec, int Replicas, TimeSpan Drain);
