using Slipway.Core.Gates;
using Slipway.Core.Planning;
using Slipway.Core.Values;

namespace Slipway.Core.Environments;

/// <summary>Events to the state of an environment. Pure.</summary>
public static class EnvironmentFold
{
    public static EnvironmentState Apply(EnvironmentState state, EnvironmentEvent e, DateTimeOffset at) =>
        Changed(state, e, at) with { Version = state.Version + 1 };

    private static EnvironmentState Changed(EnvironmentState state, EnvironmentEvent e, DateTimeOffset at) => e switch
    {
        RolloutOpened opened => state with
        {
            Rollouts = state.Rollouts + 1,
            Newest = opened.Rollout,
            Live = opened.Rollout,
            KeepingWarm = null,
            Followed = opened.Follows ?? state.Followed,
            NotPromoted = opened.Follows is null ? state.NotPromoted : null,
        },
        RolloutReopened reopened => state with { Live = reopened.Rollout },
        SlotOccupied occupied => state with { Releases = state.Releases.With(occupied.Slot, occupied.Release) },
        SlotEmptied emptied => state with { Releases = state.Releases.With(emptied.Slot, null) },
        SplitObserved observed => state with { Split = observed.Split },
        StableChanged changed => Promoted(state, changed, at),
        RolloutClosed closed => state with
        {
            Live = state.Live == closed.Rollout ? null : state.Live,
            KeepingWarm = state.KeepingWarm == closed.Rollout ? null : state.KeepingWarm,
        },
        ReleaseHeld held => state with { Holds = Held(state, held.Hold) },
        HoldLifted lifted => state with { Holds = [.. state.Holds.Where(h => h.Version != lifted.Version)] },
        EmergencyBegun begun => state with { ReviewDue = begun.Rollout },
        EmergencyReviewed reviewed => state with { ReviewDue = state.ReviewDue == reviewed.Rollout ? null : state.ReviewDue },
        DriftSeen seen => state with { Drift = seen.Drifts },
        NotPromoted said => state with { NotPromoted = said, Followed = said.Final ? said.Promotion : state.Followed },
        StateCarried carried => carried.State,
        _ => throw new InvalidOperationException($"Unknown event {e.GetType().Name}"),
    };

    /// <summary>The newest first; of those that are more than can be remembered the oldest is let go.</summary>
    private static IReadOnlyList<ReleaseHold> Held(EnvironmentState state, ReleaseHold hold) =>
        [hold, .. state.Holds.Where(h => h.Version != hold.Version || h.Artifact != hold.Artifact).Take(EnvironmentState.MaxHistory - 1)];

    private static EnvironmentState Promoted(EnvironmentState state, StableChanged changed, DateTimeOffset at)
    {
        var release = state.Releases[changed.Slot]
            ?? throw new InvalidOperationException($"Nothing runs on {changed.Slot.Label()}: it cannot become stable");
        var history = changed.TakenBack ? MarkTakenBack(state, at) : state.History;
        var known = history.Any(p => p.RolledBackAt is null && p.Release.Digest == release.Digest);
        return state with
        {
            Stable = changed.Slot,
            Live = state.Live == changed.Rollout ? null : state.Live,
            KeepingWarm = state.Live == changed.Rollout ? changed.Rollout : state.KeepingWarm,
            History = known && changed.TakenBack
                ? history
                : [new Promotion(release, changed.Rollout, at, null), .. history.Take(EnvironmentState.MaxHistory - 1)],
        };
    }

    private static IReadOnlyList<Promotion> MarkTakenBack(EnvironmentState state, DateTimeOffset at) =>
        [.. state.History.Select(p => p.RolledBackAt is null && p.Release.Digest == state.StableRelease?.Digest ? p with { RolledBackAt = at } : p)];
}
