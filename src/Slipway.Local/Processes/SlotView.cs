using Slipway.Core.Ports;

namespace Slipway.Local.Processes;

/// <summary>What the world may see of a slot at one instant.</summary>
/// <param name="Ready">Addresses that may be given requests.</param>
internal sealed record SlotView(WorkloadStatus Status, IReadOnlyList<string> Ready)
{
    public static SlotView Nothing { get; } = new(WorkloadStatus.Nothing, []);

    /// <param name="complaint">What the probes of an instance last complained of; empty for none.</param>
    public static SlotView Of(SlotRecord slot, Func<InstanceRecord, string> complaint) =>
        slot.Workload is not { } workload
            ? Nothing
            : new SlotView(
                new WorkloadStatus(
                    workload.Version, workload.Replicas, [.. slot.Instances.Select(i => Show(i, complaint(i)))], slot.Failure),
                [.. slot.Instances.Where(i => i.TakesRequests).Select(i => i.Address)]);

    private static InstanceStatus Show(InstanceRecord i, string complaint) => new(
        i.Id, State(i), i.Phase is InstancePhase.Running or InstancePhase.Draining ? i.Address : null,
        Math.Max(0, i.Starts - 1), i.Since, Detail(i, complaint));

    private static InstanceState State(InstanceRecord i) => i.Phase switch
    {
        InstancePhase.Running when i.Ready => InstanceState.Ready,
        InstancePhase.Running when i.WasReady => InstanceState.Unready,
        InstancePhase.Draining => InstanceState.Draining,
        InstancePhase.Stopping => InstanceState.Stopping,
        InstancePhase.Waiting when i.LastEnd.Length > 0 => InstanceState.Crashed,
        _ => InstanceState.Starting,
    };

    private static string Detail(InstanceRecord i, string complaint) => i.Phase switch
    {
        InstancePhase.Running => complaint,
        InstancePhase.Draining or InstancePhase.Stopping when !i.Leaving => "did not answer its liveness probe",
        InstancePhase.Waiting => i.LastEnd,
        _ => "",
    };
}
