using Slipway.Core.Gates;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Environments;

/// <summary>What an event of a rollout means for its environment. Pure; written in the same transaction.</summary>
public static class EnvironmentEvents
{
    /// <param name="before">The rollout before <paramref name="e"/>.</param>
    public static IReadOnlyList<EnvironmentEvent> Of(RolloutState before, RolloutEvent e) => e switch
    {
        EffectStarted { Slot: { } slot, Replicas: > 0 } started when slot == before.Plan.Slot && !before.Provisioned && started.Attempt == 1 =>
            [new SlotOccupied(slot, before.Plan.Release)],
        WeightsObserved observed => [new SplitObserved(observed.Split)],
        StepSucceeded done when before.Steps[done.Step].Step is RetireStep { Replicas: 0 } retire && !IsThinning(before, retire) => [new SlotEmptied(retire.Slot)],
        RolloutPromoted => [new StableChanged(before.Plan.Slot, before.Id, TakenBack: before.Plan.Kind == PlanKind.Rollback)],
        RollbackStarted when before.IsPromoted => [new StableChanged(before.Plan.StableSlot, before.Id, TakenBack: true)],
        StepRetried when before.Phase == RolloutPhase.Failed => [new RolloutReopened(before.Id)],
        RolloutEnded ended => [new RolloutClosed(before.Id), .. Quarantine(before, ended)],
        _ => [],
    };

    /// <summary>A release that was tried on users and taken back does not come again before somebody says so. One that never served, made room for a newer one, or went back with its train, may.</summary>
    private static IEnumerable<EnvironmentEvent> Quarantine(RolloutState state, RolloutEnded ended)
    {
        if (ended.Outcome != RolloutPhase.RolledBack || state.Plan.Kind != PlanKind.Deploy || state.Cause?.Kind == CauseKind.Train || (state.Plan.Traffic is not null ? state.ExposedAt is null : !state.Provisioned))
            yield break;
        var release = state.Plan.Release;
        if (state.Plan.From is null || !PromotionGate.IsSame(release, state.Plan.From))
            yield return new ReleaseHeld(new ReleaseHold(release.Version, release.ArtifactDigest, ended.Summary, state.Id));
    }

    /// <summary>The last old instance of a rolling update without surge goes before the last new one comes; the old release is stable until the promotion all the same.</summary>
    private static bool IsThinning(RolloutState state, RetireStep retire) => retire.Slot == state.Plan.StableSlot && !state.IsPromoted;
}
