using Slipway.Contracts.Views;
using Slipway.Core.Environments;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;

namespace Slipway.Server.Api.Views;

/// <summary>The two sides of an environment. Pure.</summary>
internal static class SlotViews
{
    /// <param name="live">The rollout that is live there; null when none is.</param>
    /// <param name="seen">What the target says; null where it does not answer.</param>
    public static IReadOnlyList<SlotView> Of(EnvironmentState environment, RolloutState? live, PerSlot<WorkloadStatus?> seen) =>
        [.. Slots.All.Select(slot => Of(slot, environment, live, seen[slot]))];

    private static SlotView Of(Slot slot, EnvironmentState environment, RolloutState? live, WorkloadStatus? seen)
    {
        var noted = live?.Workloads[slot];
        return new SlotView
        {
            Slot = slot.Label(),
            Role = Role(slot, environment, live),
            Version = (seen?.Version ?? environment.Releases[slot]?.Version)?.ToString(),
            Wanted = seen?.Wanted ?? noted?.Wanted ?? 0,
            Ready = seen?.Ready ?? noted?.Ready ?? 0,
            Instances = [.. (seen?.Instances ?? []).Select(Of)],
        };
    }

    private static InstanceView Of(InstanceStatus instance) => new(
        instance.Id, instance.State.ToString().ToLowerInvariant(), instance.Address, instance.Restarts, instance.Detail.Length == 0 ? null : instance.Detail);

    private static SlotRole Role(Slot slot, EnvironmentState environment, RolloutState? live) => slot switch
    {
        _ when environment.Releases[slot] is null => SlotRole.Empty,
        _ when environment.Stable == slot => SlotRole.Stable,
        _ when live is { IsPromoted: false } && live.Plan.Slot == slot => SlotRole.Candidate,
        _ => SlotRole.Standby,
    };
}
