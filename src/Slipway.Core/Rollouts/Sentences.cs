using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Text;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts;

/// <summary>Steps and events in words.</summary>
public static class Sentences
{
    /// <summary>A step's title, within its plan.</summary>
    public static string Of(Step step, Plan plan) => step switch
    {
        CheckStep => "check that the target can run it",
        WaitStep wait => $"wait {SpecDuration.Format(wait.For)}",
        ApproveStep approve => $"approval by {string.Join(" and ", approve.Needs)}",
        ChecklistStep checklist => $"checklist {(checklist.Moment == Specs.Model.ChecklistMoment.Before ? "before" : "after")} the deployment: {checklist.Items} items",
        ConfirmStep confirm => $"confirm: {confirm.Question}",
        ProvisionStep provision => $"start {Instances(provision.Replicas)} of {VersionOn(plan, provision.Slot)} on {provision.Slot.Label()}",
        VerifyStep verify => verify.Checks.Count == 0
            ? $"verify that {verify.Slot.Label()} is ready"
            : $"verify {verify.Slot.Label()}: {string.Join(", ", verify.Checks.Select(c => c.Name))}",
        ShiftStep shift => $"shift {shift.Weight} of the traffic to {VersionOn(plan, shift.Slot)}",
        ObserveStep observe => $"observe at {observe.Weight} for {SpecDuration.Format(observe.For)}",
        PromoteStep => $"promote {plan.Release.Version}",
        RetireStep { Replicas: 0 } retire => $"retire {retire.Version} on {retire.Slot.Label()}"
            + (retire.KeepWarm > TimeSpan.Zero ? $" after {SpecDuration.Format(retire.KeepWarm)}" : ""),
        RetireStep retire => $"reduce {retire.Version} to {Instances(retire.Replicas)}",
        _ => step.Kind,
    };

    /// <summary>An event as a line of a log.</summary>
    /// <param name="plan">Of the event's rollout.</param>
    public static string Of(RolloutEvent e, Plan plan) => e switch
    {
        RolloutPlanned planned => $"{planned.Plan.Kind.ToString().ToLowerInvariant()} of {planned.Plan.Release.Version} planned: {planned.Plan.Steps.Count} steps, plan {planned.Digest.Short}"
            + (planned.Reason is null ? "" : $" ({planned.Reason})")
            + (planned.Emergency is { } emergency ? $"; an emergency until {emergency.Until:u}: {emergency.Reason}" : "")
            + (planned.NotBefore is { } start ? $"; waits for {start.For}" : "")
            + (planned.OverriddenBudget is null ? "" : $"; the error budget is overridden: {planned.OverriddenBudget}"),
        RolloutStarted => "started",
        EffectStarted started => $"{Words(started.Effect)}{EffectDetail(started)}" + (started.Attempt > 1 ? $", attempt {started.Attempt}" : ""),
        EffectEnded { Outcome: EffectOutcome.Done, Evaluation: { } evaluation } => $"verdict taken: {evaluation.Sentence}",
        EffectEnded { Outcome: EffectOutcome.Done } => "done",
        EffectEnded ended => $"{ended.Outcome.ToString().ToLowerInvariant()}: {ended.Error}",
        StepSucceeded done => $"step {done.Step + 1} done" + (done.Detail is null ? "" : $": {done.Detail}"),
        StepFailed failed => $"step {failed.Step + 1} failed: {failed.Reason}",
        StepRetried retried => $"step {retried.Step + 1} is tried again",
        WeightsObserved observed => $"traffic observed: {observed.Split}",
        WorkloadObserved seen => $"{VersionOn(plan, seen.Slot)} on {seen.Slot.Label()}: {seen.Ready} of {seen.Wanted} ready"
            + (seen.Failure is null ? seen.Detail is null ? "" : $" ({seen.Detail})" : $": {seen.Failure}"),
        VerdictChanged changed => $"verdict {Verdict(changed.Evaluation.Verdict)}: {changed.Evaluation.Sentence}",
        BudgetSeen seen => seen.Reading.Sentence,
        BudgetOverridden over => $"the error budget is overridden: {over.Reason}",
        StepHeld held => $"held: {string.Join("; ", held.By.Select(b => b.Sentence))}",
        StepReleased => "not held any more",
        ApprovalGiven given => $"approved by {given.Approval.By} ({string.Join(", ", given.Approval.Roles)}), plan {given.Approval.Plan.Short}"
            + (given.Approval.Comment is { } comment ? $": {comment}" : ""),
        ApprovalWithdrawn withdrawn => $"{withdrawn.By} withdraws the approval of step {withdrawn.Step + 1}",
        ApprovalRejected rejected => $"rejected by {rejected.By}: {rejected.Reason}",
        GateOverridden over => $"gate {Gate(over.Override.Gate)} overridden by {over.Override.By} until {over.Override.Until:u}: {over.Override.Reason}",
        ChecklistSeen seen => seen.Sentence,
        FreezesSeen { Freezes.Count: 0 } => "no freeze over the environment any more",
        FreezesSeen seen => $"freezes over the environment: {string.Join("; ", seen.Freezes.Select(f => $"{f.Id}: {f.Reason}"))}",
        AlertReceived alert => $"critical alert {alert.Name}: {alert.Summary}",
        WaitingStarted waiting => $"waits for a person: {waiting.For}",
        RolloutPaused paused => "paused" + (paused.Reason is null ? "" : $": {paused.Reason}"),
        RolloutResumed => "resumed",
        RolloutAdvanced advanced => advanced.Full ? "promoted by a person past all observation" : "advanced by a person",
        RollbackStarted rollback => $"rolling back: {rollback.Cause.Sentence}",
        RolloutPromoted => $"{plan.Release.Version} promoted",
        KeepWarmEnded ended => $"the old side is left to {ended.By}",
        RolloutEnded ended => $"{Commands.Word(ended.Outcome)}: {ended.Summary}",
        _ => e.GetType().Name,
    };

    public static string Verdict(Analysis.Verdict verdict) =>
        verdict == Analysis.Verdict.InsufficientData ? "insufficient data" : verdict.ToString().ToLowerInvariant();

    public static string Gate(Gates.GateKind gate) => gate.ToString().ToLowerInvariant();

    private static string VersionOn(Plan plan, Slot slot) =>
        slot == plan.Slot ? plan.Release.Version.ToString() : plan.From?.Version.ToString() ?? "what is";

    private static string Instances(int count) => count == 1 ? "1 instance" : $"{count} instances";

    private static string Words(string effect) => effect.Replace('-', ' ');

    private static string EffectDetail(EffectStarted started) => started switch
    {
        { Split: { } split } => $": {split}",
        { Slot: { } slot, Replicas: { } replicas } => $": {Instances(replicas)} on {slot.Label()}",
        _ => "",
    };
}
