using Slipway.Core.Analysis;
using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Gates.Checklists;
using Slipway.Core.Gates.Freezes;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts;

/// <summary>What the engine saw, to an event where it matters: only a change is a fact worth keeping. Pure.</summary>
public static class Notice
{
    /// <summary>Characters of a failure's text that are kept.</summary>
    private const int MaxTextLength = 4000;

    /// <param name="split">Null while the router does not answer or its processes differ: then nothing is known, and nothing is noted.</param>
    public static RolloutEvent? Weights(RolloutState state, TrafficSplit? split)
    {
        if (split is not { } seen || (state.ObservedAt is not null && seen == state.Observed))
            return null;

        // The router has not come to the order yet: that it still shows what it showed before is no news.
        var isStill = state.CurrentStep is ShiftStep && state.WantedSplit is { } wanted && seen != wanted && seen == state.Observed;
        return isStill ? null : new WeightsObserved(seen);
    }

    public static RolloutEvent? Workload(RolloutState state, Slot slot, WorkloadStatus status)
    {
        var before = state.Workloads[slot];
        var troubled = status.Instances.FirstOrDefault(i => i.State is InstanceState.Crashed or InstanceState.Unready && i.Detail.Length > 0);
        var detail = troubled is null ? null : Bounded($"{troubled.Id}: {troubled.Detail}");
        var seen = new WorkloadObserved(slot, status.Wanted, status.Ready, status.Instances.Count, status.Failure is null ? null : Bounded(status.Failure), detail);
        var same = before.IsCurrent && before.Wanted == seen.Wanted && before.Ready == seen.Ready && before.Instances == seen.Instances
            && before.Failure == seen.Failure && (before.Detail == seen.Detail || seen.Ready == seen.Wanted);
        return same ? null : seen;
    }

    /// <summary>A verdict is noted when it changes, or whether it holds the rollout does; the numbers behind it change with every look and are kept as evidence.</summary>
    public static RolloutEvent? Judgement(RolloutState state, Evaluation evaluation) =>
        state.Evaluation is { } before && before.Verdict == evaluation.Verdict && SameRules(before, evaluation) ? null : new VerdictChanged(evaluation);

    /// <summary>One that lets a shift begin is noted, for each; while one is held, only what means something else: the numbers change with every request.</summary>
    public static RolloutEvent? Budget(RolloutState state, BudgetReading reading) =>
        state.BudgetAt is not null && reading.Burning && state.Budget is { } before && before.MeansTheSameAs(reading) ? null : new BudgetSeen(reading);

    public static RolloutEvent? Checklist(RolloutState state, ChecklistDecision decision)
    {
        var seen = new ChecklistSeen(decision.IsClear, Bounded(decision.Sentence), decision.Until);
        return state.Checklist == seen ? null : seen;
    }

    /// <param name="over">The freezes over the environment that are not over.</param>
    public static RolloutEvent? Freezes(RolloutState state, IReadOnlyList<Freeze> over, DateTimeOffset now) =>
        state.Freezes.Where(f => !f.IsOver(now)).SequenceEqual(over) ? null : new FreezesSeen(over);

    /// <summary>The rollout that this one supersedes has ended.</summary>
    public static RolloutEvent Predecessor(RolloutState state, RolloutState? predecessor) => (state, predecessor) switch
    {
        ({ IsRollingBack: true }, _) => Ending.Of(state),
        (_, { Phase: RolloutPhase.Failed } failed) => new RolloutEnded(RolloutPhase.Cancelled, $"{failed.Id} could not be rolled back: {failed.Summary}"),
        _ => new RolloutStarted(),
    };

    private static bool SameRules(Evaluation before, Evaluation now) =>
        before.Findings.Select(f => (f.Rule, f.Verdict, f.Holds)).SequenceEqual(now.Findings.Select(f => (f.Rule, f.Verdict, f.Holds)));

    private static string Bounded(string text) => text.Length <= MaxTextLength ? text : "…" + text[^MaxTextLength..];
}
