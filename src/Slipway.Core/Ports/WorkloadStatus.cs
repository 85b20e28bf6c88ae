using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>What a target has seen on a slot.</summary>
/// <param name="Version">Null where nothing is wanted and nothing runs.</param>
/// <param name="Wanted">Instances wanted.</param>
/// <param name="Failure">Why the workload cannot become what is wanted (crash loop, probe that never passes), with the last lines of the log; null while it may. The target goes on trying all the same.</param>
public sealed record WorkloadStatus(ReleaseVersion? Version, int Wanted, IReadOnlyList<InstanceStatus> Instances, string? Failure)
{
    public static WorkloadStatus Nothing { get; } = new(null, 0, [], null);

    public int Ready => Instances.Count(i => i.State == InstanceState.Ready);
}
