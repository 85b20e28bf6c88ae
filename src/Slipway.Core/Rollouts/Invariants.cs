using System.Diagnostics;
using Slipway.Core.Environments;
using Slipway.Core.Gates;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Rollouts.StepRules;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts;

/// <summary>
/// What always holds of a rollout and its environment, whatever happens. It repeats no rule of the machine: it says in other words
/// what the rules are for, so that a fault in one shows here. Pure.
/// </summary>
public static class Invariants
{
    /// <summary>A decision is recorded a moment after it was taken: so near to an edge it may have been right.</summary>
    private static readonly TimeSpan EdgeBlur = TimeSpan.FromSeconds(5);

    /// <param name="after"><paramref name="before"/> with <paramref name="e"/> applied.</param>
    /// <param name="at">When <paramref name="e"/> is recorded.</param>
    /// <returns>What does not hold, in sentences; empty when all does.</returns>
    public static IEnumerable<string> Violations(RolloutState before, RolloutEvent e, RolloutState after, DateTimeOffset at)
    {
        var found = new List<string>();
        if (!before.IsLive && e is not (StepRetried or EffectEnded))
            found.Add($"{e.GetType().Name} after the end of the rollout");
        if (after.Version != before.Version + 1)
            found.Add($"version {after.Version} follows {before.Version}");
        if (after.Digest != before.Digest || !ReferenceEquals(after.Plan, before.Plan))
            found.Add("the plan that runs is not the one that was accepted");
        if (after.Phase == RolloutPhase.Failed && !before.IsRollingBack)
            found.Add("failed without a rollback");
        if (before.PausedAt is null != (before.Phase != RolloutPhase.Paused))
            found.Add($"{before.Phase}, and paused since {before.PausedAt:O}");
        found.AddRange(e switch
        {
            RolloutStarted when before.Digest != before.Plan.ComputeDigest() => ["the digest is not the plan's"],
            RolloutStarted when before.Phase != RolloutPhase.Planned => [$"started while {before.Phase}"],
            EffectStarted started => OfEffect(before, started, at),
            StepSucceeded when before.Effect is { Outcome: null } run => [$"a step is done while nobody knows how {run.Key} ended"],
            StepSucceeded or RolloutPromoted when before.Phase is RolloutPhase.Paused or RolloutPhase.Planned => [$"a step is done while {before.Phase}"],
            RolloutPromoted when !AllDone(before, before.Index) => ["promoted before all its steps were done"],
            RollbackStarted rollback => OfRollback(before, rollback),
            RolloutEnded ended when ended.Outcome is RolloutPhase.Succeeded or RolloutPhase.RolledBack && before.CurrentStep is not null => [$"{ended.Outcome} with steps left"],
            _ => [],
        });
        return found;
    }

    /// <returns>What does not hold, in sentences; empty when all does.</returns>
    public static IEnumerable<string> Violations(EnvironmentState environment)
    {
        if (environment.Stable is { } stable && environment.Releases[stable] is null)
            yield return $"{stable.Label()} is stable and empty";
        if (environment.Live is not null && environment.Live == environment.KeepingWarm)
            yield return $"{environment.Live} is under way and promoted at once";
        if (environment.Stable is not null && Slots.All.Any(s => !environment.Split[s].IsZero && environment.Releases[s] is null))
            yield return $"a side without a release has traffic: {environment.Split}";
        if (environment.History.Count > EnvironmentState.MaxHistory)
            yield return $"{environment.History.Count} promotions are remembered";
    }

    /// <summary>In debug builds, throws where something does not hold: recording it would make a bug a fact.</summary>
    [Conditional("DEBUG")]
    internal static void Demand(RolloutState before, RolloutEvent e, RolloutState after, DateTimeOffset at) => Demand(before.Id, Violations(before, e, after, at));

    [Conditional("DEBUG")]
    internal static void Demand(EnvironmentState environment) => Demand("the environment", Violations(environment));

    private static void Demand(string subject, IEnumerable<string> violations)
    {
        if (violations.FirstOrDefault() is { } violation)
            throw new InvalidOperationException($"{subject}: {violation}");
    }

    private static IEnumerable<string> OfEffect(RolloutState state, EffectStarted started, DateTimeOffset at)
    {
        if (state.Phase is RolloutPhase.Paused or RolloutPhase.Planned)
            yield return $"{started.Effect} while {state.Phase}";
        if (state.Phase == RolloutPhase.Waiting && state.CurrentStep is not (ObserveStep or ApproveStep))
            yield return $"{started.Effect} while a person has to decide";
        if (!started.Key.StartsWith($"{state.Id}/{state.Index}/", StringComparison.Ordinal))
            yield return $"{started.Key} is not an effect of step {state.Index}";
        if (!state.IsRollingBack && !AllDone(state, state.Index))
            yield return $"{started.Effect} before the steps and gates ahead of it are done";
        if (state.IsRollingBack && state.Steps.Take(state.Index).Any(s => s.Status is StepStatus.Pending or StepStatus.Running))
            yield return $"{started.Effect} before the rollback's earlier steps are done";
        if (started.Split is { } split && !MayHave(state, split))
            yield return $"{split}, and no instance of {state.Plan.Release.Version} is ready";
        if (started.Split is { } more && started.Attempt == 1 && state is { IsRollingBack: false, OverridesBudget: false, Plan: { Kind: PlanKind.Deploy, Slo: not null, From: not null } }
            && more[state.Plan.Slot] > state.Observed[state.Plan.Slot] && state is not { BudgetAt: not null, Budget.Burning: false })
        {
            yield return $"{more}, and nobody has seen that the error budget does not burn";
        }

        if ((started.Slot is not null || started.Split is not null) && state is { IsRollingBack: false, Plan.Kind: not PlanKind.Rollback } && IsClosed(state, at) && IsClosed(state, at - EdgeBlur))
            yield return $"{started.Effect} while a window is closed, a freeze stands or its time has not come";
        if (!state.IsRollingBack && state.Steps.Take(state.Index).Any(s => s.Step is ApproveStep approve && !IsApproved(state, approve, s)))
            yield return $"{started.Effect}, and the plan was not approved";
        if (started is { Replicas: 0, Slot: { } slot } && RetireRule.MustDrain(state, slot) && !IsDrained(state, slot, at))
            yield return $"{slot.Label()} is stopped and was not seen without traffic for {state.Plan.Drain}: {state.Observed} since {state.ObservedAt:O}";
    }

    private static bool IsClosed(RolloutState state, DateTimeOffset at) =>
        (state.NotBefore is { } start && at < start.At && !Passes(state, GateKind.Start, at))
        || state.Freezes.Any(f => f.From <= at && !(f.Until <= at)) && !Passes(state, GateKind.Freeze, at)
        || (state.Plan.Windows is { } windows && !WindowGate.Decide(windows, at, state.IsManual).Allowed && !Passes(state, GateKind.Window, at) && !(at < state.Emergency?.Until));

    private static bool Passes(RolloutState state, GateKind gate, DateTimeOffset at) => state.Overrides.Any(o => o.Gate == gate && at < o.Until);

    /// <summary>As many different people as were asked for approved this plan before the step was done, none of them who asked for it; or it was an emergency then.</summary>
    private static bool IsApproved(RolloutState state, ApproveStep step, StepRecord record) =>
        record.EndedAt < state.Emergency?.Until
        || state.Approvals.Where(a => a.Plan == state.Digest && state.Steps[a.Step] == record && (step.Requester || a.By != state.StartedBy) && record.EndedAt < a.Until)
            .Select(a => a.By).Distinct().Count() >= step.Needs.Sum(n => n.Count);

    /// <summary>Traffic rises on a candidate that is ready. On the way back, what was in force before may be restored.</summary>
    private static bool MayHave(RolloutState state, TrafficSplit split)
    {
        var weight = split[state.Plan.Slot];
        return state.IsRollingBack
            ? weight.IsZero || state.Plan.Kind == PlanKind.Switch
            : weight.IsZero || weight <= state.Observed[state.Plan.Slot] || state.Candidate.Ready > 0 || state.Effect is not null;
    }

    private static bool IsDrained(RolloutState state, Slot slot, DateTimeOffset at) =>
        state.Observed[slot].IsZero && state.ObservedAt is { } since && at - since >= state.Plan.Drain;

    /// <summary>Nothing on the way back waits, asks or watches; traffic comes before the candidate is stopped.</summary>
    private static IEnumerable<string> OfRollback(RolloutState state, RollbackStarted rollback)
    {
        if (state.IsRollingBack)
            yield return "a rollback of a rollback";
        if (rollback.Steps.Any(s => s is not (ProvisionStep or ShiftStep or RetireStep)))
            yield return "a rollback with a gate";
        var steps = rollback.Steps.ToList();
        var shift = steps.FindIndex(s => s is ShiftStep);
        var retire = steps.FindIndex(s => s is RetireStep);
        if (retire >= 0 && shift > retire)
            yield return "a rollback that stops the candidate before its traffic is gone";
        if (shift < 0 && !state.Observed[state.Plan.Slot].IsZero && state.Plan.From is not null && state.Plan.Traffic is not null && state.Plan.Kind != PlanKind.Switch)
            yield return "a rollback that leaves the candidate its traffic";
    }

    private static bool AllDone(RolloutState state, int until) => state.Steps.Take(until).All(s => s.Status == StepStatus.Done);
}
