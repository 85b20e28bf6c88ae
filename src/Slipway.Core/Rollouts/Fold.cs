using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Gates.Approvals;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts;

/// <summary>Events to the state of a rollout. Pure; the only way a state comes about.</summary>
public static class Fold
{
    /// <summary>The first event of a stream.</summary>
    public static RolloutState Begin(string id, RolloutPlanned planned, DateTimeOffset at, string actor) => new()
    {
        Id = id,
        Version = 1,
        Plan = planned.Plan,
        Digest = planned.Digest,
        Phase = RolloutPhase.Planned,
        StartedBy = actor,
        PlannedAt = at,
        StepStartedAt = at,
        Reason = planned.Reason,
        After = planned.After,
        OverridesBudget = planned.OverriddenBudget is not null,
        IsManual = planned.Manual ?? false,
        NotBefore = planned.NotBefore,
        Emergency = planned.Emergency,
        Freezes = planned.Freezes ?? [],
        Steps = [.. planned.Plan.Steps.Select(StepRecord.Pending)],
    };

    public static RolloutState Apply(RolloutState state, RolloutEvent e, DateTimeOffset at) =>
        Changed(state, e, at) with { Version = state.Version + 1 };

    private static RolloutState Changed(RolloutState state, RolloutEvent e, DateTimeOffset at) => e switch
    {
        RolloutStarted => StepFold.Enter(state with { Phase = RolloutPhase.Running, After = null }, 0, at),
        EffectStarted started => Started(state, started, at),
        EffectEnded ended => Ended(state, ended, at),
        StepSucceeded done => StepFold.Enter(
            StepFold.Close(state, done.Step, StepStatus.Done, done.Detail, at) with { Phase = GoingOn(state), WaitingFor = null }, done.Step + 1, at),
        StepFailed failed => StepFold.Close(state, failed.Step, StepStatus.Failed, failed.Reason, at),
        StepRetried retried => StepFold.Enter(
            state with { Phase = state.Phase == RolloutPhase.Failed ? RolloutPhase.RollingBack : state.Phase, EndedAt = null, Summary = null }, retried.Step, at),
        WeightsObserved observed => Observed(state, observed.Split, at),
        WorkloadObserved seen => state with { Workloads = state.Workloads.With(seen.Slot, Seen(state.Workloads[seen.Slot], seen, at)) },
        VerdictChanged changed => state with { Evaluation = changed.Evaluation },
        BudgetSeen seen => Seen(state, seen.Reading, at),
        BudgetOverridden => state with { OverridesBudget = true, StepStartedAt = at },
        StepHeld held => state with { Held = held.By },
        StepReleased => state with { Held = null, StepStartedAt = at },
        ChecklistSeen seen => state with { Checklist = seen },
        FreezesSeen seen => state with { Freezes = seen.Freezes },
        GateOverridden over => state with { Overrides = [.. state.Overrides.Where(o => o.Gate != over.Override.Gate), over.Override] },
        ApprovalGiven given => state with { Approvals = [.. Without(state, given.Approval.Step, given.Approval.By), given.Approval] },
        ApprovalWithdrawn withdrawn => state with { Approvals = [.. Without(state, withdrawn.Step, withdrawn.By)] },
        ApprovalRejected rejected => state with { Trouble = state.Trouble ?? Cause.Of(CauseKind.Person, $"rejected by {rejected.By}: {rejected.Reason}") },
        AlertReceived alert => state with { Trouble = state.Trouble ?? Cause.Of(CauseKind.Alert, $"critical alert {alert.Name}: {alert.Summary}") },
        WaitingStarted waiting => state with { Phase = RolloutPhase.Waiting, WaitingFor = waiting.For },
        RolloutPaused paused => state with { Phase = RolloutPhase.Paused, PausedAt = at, PausedFor = paused.Reason },
        RolloutResumed => state with
        {
            Phase = state.WaitingFor is null ? RolloutPhase.Running : RolloutPhase.Waiting,
            StepStartedAt = state.StepStartedAt + (at - (state.PausedAt ?? at)),
            PausedAt = null,
            PausedFor = null,
        },
        RolloutAdvanced advanced => Advanced(state, advanced, at),
        RollbackStarted rollback => StepFold.BeginRollback(state, rollback, at),
        RolloutPromoted => StepFold.Enter(
            StepFold.Close(state, state.Index, StepStatus.Done, null, at) with { Phase = RolloutPhase.Promoted, PromotedAt = at }, state.Index + 1, at),
        KeepWarmEnded ended => state with
        {
            Steps = [.. state.Steps.Select((s, i) => i < state.Index ? s : s with { Status = StepStatus.Skipped, EndedAt = at, Detail = $"left to {ended.By}" })],
            Index = state.Steps.Count,
            Effect = null,
        },
        RolloutEnded ended => state with { Phase = ended.Outcome, EndedAt = at, Summary = ended.Summary, WaitingFor = null },
        _ => throw new InvalidOperationException($"Unknown event {e.GetType().Name}"),
    };

    private static IEnumerable<Approval> Without(RolloutState state, int step, string by) =>
        state.Approvals.Where(a => a.Step != step || a.By != by);

    private static RolloutPhase GoingOn(RolloutState state) =>
        state.Phase is RolloutPhase.Waiting ? RolloutPhase.Running : state.Phase;

    private static RolloutState Started(RolloutState state, EffectStarted e, DateTimeOffset at) => state with
    {
        Effect = new EffectRun(e.Key, state.Effect?.Key == e.Key ? state.Effect.Attempts + 1 : 1, at, null, null, null),
        Provisioned = state.Provisioned || (e.Slot == state.Plan.Slot && e.Replicas > 0),
        WantedSplit = e.Split ?? state.WantedSplit,

        // What was seen before says nothing about what this order leads to: it must be looked at again.
        ObservedAt = e.Split is null ? state.ObservedAt : null,
        Workloads = e.Slot is { } slot ? state.Workloads.With(slot, state.Workloads[slot] with { Failure = null, IsCurrent = false }) : state.Workloads,
    };

    private static RolloutState Ended(RolloutState state, EffectEnded e, DateTimeOffset at)
    {
        if (state.Effect is not { } run || run.Key != e.Key)
            return state;
        return state with
        {
            Effect = run with { EndedAt = at, Outcome = e.Outcome, Error = e.Error },
            Evaluation = e.Evaluation ?? state.Evaluation,
            VerdictTaken = state.VerdictTaken || (e.Evaluation is not null && e.Outcome == EffectOutcome.Done),
        };
    }

    private static RolloutState Observed(RolloutState state, TrafficSplit split, DateTimeOffset at) => state with
    {
        Observed = split,
        ObservedAt = at,
        ExposedAt = state.ExposedAt ?? (IsCandidateThere(state) && !split[state.Plan.Slot].IsZero ? at : null),
    };

    private static bool IsCandidateThere(RolloutState state) =>
        state.Provisioned || state.Plan.Kind == Planning.PlanKind.Switch;

    /// <summary>A shift that was held has its whole time from when it no longer is.</summary>
    private static RolloutState Seen(RolloutState state, BudgetReading reading, DateTimeOffset at) => state with
    {
        Budget = reading,
        BudgetAt = at,
        StepStartedAt = BudgetGate.IsHolding(state) && !reading.Burning ? at : state.StepStartedAt,
    };

    private static WorkloadSeen Seen(WorkloadSeen before, WorkloadObserved e, DateTimeOffset at) => new(
        e.Wanted, e.Ready, e.Instances, e.Failure, e.Detail,
        e.Ready < e.Wanted ? before.ShortSince ?? at : null,
        e.Ready == 0 && e.Wanted > 0 ? before.NoneSince ?? at : null,
        IsCurrent: true);

    /// <summary>A person went on: past the question, or past the rest of an observation.</summary>
    private static RolloutState Advanced(RolloutState state, RolloutAdvanced e, DateTimeOffset at)
    {
        var closed = StepFold.Close(state, state.Index, StepStatus.Done, e.Reason ?? "advanced by a person", at);
        var running = closed with { Phase = RolloutPhase.Running, WaitingFor = null, PausedAt = null, PausedFor = null, Full = state.Full || e.Full };
        return StepFold.Enter(running, state.Index + 1, at);
    }
}
