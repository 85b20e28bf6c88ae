using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Rollouts.StepRules;

namespace Slipway.Core.Rollouts;

/// <summary>
/// Decides what happens to a rollout. <see cref="Next"/> is the only place that does: the engine carries it out,
/// records what came of it, and asks again. Pure; time is an argument.
/// </summary>
public static class Machine
{
    public static Decision Next(RolloutState state, DateTimeOffset now)
    {
        if (!state.IsLive)
            return new Decision.Finished();
        // One that never began and is taken back waits as well: while it stands in the environment, nobody else begins.
        if (state.After is not null)
            return new Decision.Wait(null, Watch.Predecessor, $"{state.After} to end");
        if (state.Phase == RolloutPhase.Planned)
            return new Decision.Record(new RolloutStarted());

        if (Rollback.Cause(state, now) is { } cause)
            return new Decision.Record(Rollback.Begin(state, cause));

        if (state.CurrentStep is not { } step)
            return new Decision.Record(Ending.Of(state));
        if (state.Steps[state.Index].Status == StepStatus.Failed)
            return AfterFailure(state);

        return state.Phase switch
        {
            RolloutPhase.Paused => Rollback.Alert(state, now, null, "a person to resume it" + (state.PausedFor is { } why ? $" (paused: {why})" : "")),
            RolloutPhase.Waiting => step is ApproveStep || ObserveRule.CanGoOn(state)
                ? Step(state, step, now)
                : Rollback.Alert(state, now, null, state.WaitingFor ?? "a person"),
            _ => Step(state, step, now),
        };
    }

    /// <summary>A step that failed: the rollback itself, or clearing up after the promotion. Before that, it is a cause to roll back.</summary>
    private static Decision AfterFailure(RolloutState state) => state switch
    {
        { IsRollingBack: true } => new Decision.Record(Ending.Stuck(state)),
        _ => new Decision.Wait(null, Watch.Candidate, $"a person: {state.Steps[state.Index].Detail}; `retry` tries the step again"),
    };

    private static Decision Step(RolloutState state, Step step, DateTimeOffset now) =>
        StandingGates.Guard(state, step) ? StandingGates.Pass(state, now, () => Rule(state, step, now)) : Rule(state, step, now);

    private static Decision Rule(RolloutState state, Step step, DateTimeOffset now) => step switch
    {
        CheckStep => CheckRule.Next(state, now),
        WaitStep wait => WaitRule.Next(state, wait, now),
        ApproveStep approve => ApproveRule.Next(state, approve, now),
        ChecklistStep checklist => ChecklistRule.Next(state, checklist, now),
        ConfirmStep confirm => ConfirmRule.Next(state, confirm, now),
        ProvisionStep provision => ProvisionRule.Next(state, provision, now),
        VerifyStep verify => VerifyRule.Next(state, verify, now),
        ShiftStep shift => ShiftRule.Next(state, shift, now),
        ObserveStep observe => ObserveRule.Next(state, observe, now),
        PromoteStep => new Decision.Record(new RolloutPromoted()),
        RetireStep retire => RetireRule.Next(state, retire, now),
        _ => throw new InvalidOperationException($"Unknown step {step.Kind}"),
    };
}
