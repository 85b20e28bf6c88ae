using Slipway.Core.Gates;
using Slipway.Core.Gates.Approvals;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.StepRules;

namespace Slipway.Core.Rollouts;

/// <summary>
/// Every gate that stands between a rollout and its next change: the one of its current step first, then those that hold at every change.
/// It says what <see cref="Machine"/> would say, for all of them at once. Pure.
/// </summary>
public static class Blockers
{
    public static IReadOnlyList<Blocker> Of(RolloutState state, DateTimeOffset now)
    {
        if (!state.IsLive || state.IsRollingBack)
            return [];
        var standing = state.Steps.Skip(state.Index).Any(s => StandingGates.Guard(state, s.Step)) ? StandingGates.Blocking(state, now) : [];
        return [.. OfStep(state, now), .. standing];
    }

    private static IEnumerable<Blocker> OfStep(RolloutState state, DateTimeOffset now)
    {
        switch (state.CurrentStep)
        {
            case ApproveStep approve when !state.IsEmergency(now):
                var missing = Quorum.Missing(approve.Needs, Quorum.Counting(state.Approvals, state.Index, approve, state.Digest, state.StartedBy, now));
                if (missing.Count > 0)
                    yield return new Blocker(GateKind.Approval, ApproveRule.Sentence(approve, missing), $"{string.Join(", ", missing.Select(n => n.Role))}: `slipway approve {state.Id}`", null);
                break;
            case ChecklistStep when state.Checklist is not { IsClear: true } && !StandingGates.IsOverridden(state, GateKind.Checklist, now):
                yield return new Blocker(
                    GateKind.Checklist, state.Checklist?.Sentence ?? "a look at the checklist", $"`slipway checklist`, or {StandingGates.Who(GateKind.Checklist)}", null);
                break;
            case ConfirmStep confirm:
                yield return new Blocker(GateKind.Confirm, confirm.Question, $"`slipway promote {state.Id}`", null);
                break;
            case WaitStep wait when state.Phase == RolloutPhase.Running && now < state.StepStartedAt + wait.For:
                yield return new Blocker(GateKind.Wait, "the cooling period to pass", $"`slipway promote {state.Id}`", state.StepStartedAt + wait.For);
                break;
            case ShiftStep when BudgetGate.IsHolding(state):
                yield return new Blocker(GateKind.Budget, state.Budget!.Sentence, "`slipway promote --override-budget --reason TEXT`", null);
                break;
        }
    }
}
