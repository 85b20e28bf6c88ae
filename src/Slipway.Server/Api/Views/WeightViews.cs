using Slipway.Contracts.Views;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;

namespace Slipway.Server.Api.Views;

/// <summary>How requests are divided. Pure.</summary>
internal static class WeightViews
{
    public static WeightsView Of(RolloutState state)
    {
        if (state.Plan.Traffic is null)
            return WeightsView.None;
        var versions = Versions(state.Plan);
        return new WeightsView(Both(state.WantedSplit ?? state.Plan.Split, versions), state.ObservedAt is null ? [] : Both(state.Observed, versions));
    }

    /// <param name="observed">Null while the router does not answer.</param>
    public static WeightsView Of(EnvironmentState environment, RolloutState? live, TrafficSplit? observed)
    {
        var versions = new PerSlot<string?>(environment.Releases.Blue?.Version.ToString(), environment.Releases.Green?.Version.ToString());
        return new WeightsView(Both(live?.WantedSplit ?? environment.Split, versions), observed is { } split ? Both(split, versions) : []);
    }

    private static PerSlot<string?> Versions(Plan plan) =>
        new PerSlot<string?>(null, null).With(plan.Slot, plan.Release.Version.ToString()).With(plan.StableSlot, plan.From?.Version.ToString());

    private static IReadOnlyList<WeightView> Both(TrafficSplit split, PerSlot<string?> versions) =>
        [.. Slots.All.Select(slot => new WeightView(slot.Label(), versions[slot], split[slot].Percent))];
}
