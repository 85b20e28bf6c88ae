using Slipway.Core.Gates;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Rollouts;

/// <summary>Commands to events. Pure.</summary>
public static class Commands
{
    public static Answer Decide(RolloutState state, Command command) => command switch
    {
        Command.Retry => Retry(state),
        _ when !state.IsLive => Answer.Refuse($"{state.Id} has ended: {Word(state.Phase)}"),
        Command.Alert alert => Alert(state, alert),
        _ when state.IsRollingBack => command is Command.Abort or Command.TakeBack or Command.Supersede
            ? Answer.Already
            : Answer.Refuse($"{state.Id} is rolling back; nothing stops that"),
        Command.Pause pause => Pause(state, pause),
        Command.Resume => state.Phase == RolloutPhase.Paused ? Answer.Accept(new RolloutResumed()) : Answer.Refuse($"{state.Id} is not paused; it is {Word(state.Phase)}"),
        Command.Promote promote => Promote(state, promote),
        Command.Approve approve => ApprovalCommands.Approve(state, approve),
        Command.Withdraw withdraw => ApprovalCommands.Withdraw(state, withdraw),
        Command.Reject reject => ApprovalCommands.Reject(state, reject),
        Command.Override { Gate: GateKind.Budget } over => OverrideBudget(state, new Command.OverrideBudget(over.Reason)),
        Command.Override over => Override(state, over),
        Command.OverrideBudget over => OverrideBudget(state, over),
        Command.Abort abort => state.IsPromoted
            ? Answer.Refuse($"{state.Id} is promoted already; `rollback` takes it back")
            : TakeBack(state, CauseKind.Person, $"aborted by {abort.By}{Because(abort.Reason)}"),
        Command.Supersede supersede => state.IsPromoted
            ? Answer.Accept(new KeepWarmEnded(supersede.By))
            : TakeBack(state, CauseKind.Superseded, $"superseded by {supersede.By}"),
        Command.TakeBack back => TakeBack(state, back.Cause, $"rolled back by {back.By}{Because(back.Reason)}"),
        Command.EndKeepWarm end => state.IsPromoted ? Answer.Accept(new KeepWarmEnded(end.By)) : Answer.Refuse($"{state.Id} keeps nothing warm"),
        _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}"),
    };

    /// <summary>As the API writes a phase.</summary>
    public static string Word(RolloutPhase phase) => phase switch
    {
        RolloutPhase.RollingBack => "rolling-back",
        RolloutPhase.RolledBack => "rolled-back",
        _ => phase.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether a promoted rollout's way back is still there.</summary>
    public static bool CanTakeBack(RolloutState state) =>
        state.IsLive && (!state.IsPromoted
            || (state.Plan.From is not null && state.CurrentStep is RetireStep { Replicas: 0 } or ChecklistStep && (state.Effect is null || state.CurrentStep is ChecklistStep)));

    private static Answer TakeBack(RolloutState state, CauseKind kind, string sentence) =>
        CanTakeBack(state)
            ? Answer.Accept(Rollback.Begin(state, Cause.Of(kind, sentence)))
            : Answer.Refuse($"the old side of {state.Id} is not warm any more");

    private static Answer Alert(RolloutState state, Command.Alert alert) => state switch
    {
        { IsRollingBack: true } or { Trouble: not null } => Answer.Already,
        { ExposedAt: null } => Answer.Already,
        // It brings the good version back: an alert about the bad one must not undo that.
        { Plan.Kind: PlanKind.Rollback } => Answer.Already,
        { IsPromoted: true } when !CanTakeBack(state) => Answer.Already,
        _ => Answer.Accept(new AlertReceived(alert.Name, alert.Summary)),
    };

    private static Answer Pause(RolloutState state, Command.Pause pause) => state.Phase switch
    {
        RolloutPhase.Paused => Answer.Already,
        RolloutPhase.Running or RolloutPhase.Waiting => Answer.Accept(new RolloutPaused(pause.Reason)),
        _ => Answer.Refuse($"{state.Id} is {Word(state.Phase)}: there is nothing to pause"),
    };

    private static Answer Promote(RolloutState state, Command.Promote promote)
    {
        if (state.IsPromoted)
            return Answer.Already;
        var skippable = state.CurrentStep is ObserveStep or ConfirmStep or WaitStep;
        if (BudgetGate.IsHolding(state))
            return Answer.Refuse($"{state.Id} is held by the error budget: {state.Budget!.Sentence}; `--override-budget --reason TEXT` lets it go on");
        if (state.Phase is not (RolloutPhase.Running or RolloutPhase.Waiting or RolloutPhase.Paused) || !skippable)
            return Answer.Refuse($"{state.Id} is at a step that cannot be skipped: {state.CurrentStep?.Kind ?? "the end"}");
        return Answer.Accept(new RolloutAdvanced(promote.Full, promote.Reason));
    }

    private static Answer OverrideBudget(RolloutState state, Command.OverrideBudget over) => state switch
    {
        { OverridesBudget: true } => Answer.Already,
        _ when string.IsNullOrWhiteSpace(over.Reason) => Answer.Refuse("an override of the error budget needs a reason: give it with `--reason TEXT`"),
        _ when !BudgetGate.IsHolding(state) => Answer.Refuse($"{state.Id} is not held by the error budget; it is {Word(state.Phase)}"),
        _ => Answer.Accept(new BudgetOverridden(over.Reason)),
    };

    private static Answer Override(RolloutState state, Command.Override over) => over switch
    {
        _ when string.IsNullOrWhiteSpace(over.Reason) => Answer.Refuse("an override needs a reason: give it with `--reason TEXT`"),
        { Gate: GateKind.Start or GateKind.Window or GateKind.Freeze or GateKind.Checklist } =>
            Answer.Accept(new GateOverridden(new GateOverride(over.Gate, over.Reason, over.By, over.Until))),
        { Gate: GateKind.Approval } => Answer.Refuse("approvals cannot be overridden: people approve, or an emergency passes them (`slipway deploy --emergency`)"),
        _ => Answer.Refuse($"{Sentences.Gate(over.Gate)} is no gate that is overridden; `slipway promote` goes on past it"),
    };

    private static Answer Retry(RolloutState state) =>
        state.Index < state.Steps.Count && state.Steps[state.Index].Status == StepStatus.Failed
        && (state.Phase is RolloutPhase.Failed or RolloutPhase.Promoted)
            ? Answer.Accept(new StepRetried(state.Index))
            : Answer.Refuse($"{state.Id} is {Word(state.Phase)}: no step of it waits for another try; `slipway deploy --version {state.Plan.Release.Version}` begins anew");

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {reason}";
}
