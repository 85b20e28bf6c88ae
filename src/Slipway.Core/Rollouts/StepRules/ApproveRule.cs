using Slipway.Core.Gates.Approvals;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Rollouts.StepRules;

internal static class ApproveRule
{
    public static Decision Next(RolloutState state, ApproveStep step, DateTimeOffset now)
    {
        if (state.IsEmergency(now))
            return EffectRule.Done(state, $"passed in an emergency: {state.Emergency!.Reason}");
        var counting = Quorum.Counting(state.Approvals, state.Index, step, state.Digest, state.StartedBy, now);
        var missing = Quorum.Missing(step.Needs, counting);
        if (missing.Count == 0)
            return Use(state, counting, now);

        var deadline = state.StepStartedAt + step.Within;
        if (now >= deadline)
            return EffectRule.Failed(state, $"not approved within {SpecDuration.Format(step.Within)}: {string.Join(" and ", missing)} missing");
        if (state.Phase != RolloutPhase.Waiting)
            return new Decision.Record(new WaitingStarted(Sentence(step, missing)));
        var expiry = counting.Count == 0 ? deadline : counting.Min(a => a.Until);
        return Rollback.Alert(state, now, expiry < deadline ? expiry : deadline, Sentence(step, missing));
    }

    public static string Sentence(ApproveStep step, IReadOnlyList<ApprovalNeed> missing) =>
        $"approval by {string.Join(" and ", missing)}{(step.Requester ? "" : ", not by who asked for it")}";

    /// <summary>
    /// What was approved must be what would be planned now. Once something of the plan is done, the rest of it is what was approved, whatever the spec says by then.
    /// </summary>
    private static Decision Use(RolloutState state, IReadOnlyList<Approval> counting, DateTimeOffset now)
    {
        var detail = $"approved by {string.Join(", ", counting.Select(a => $"{a.By} ({string.Join(", ", a.Roles)})"))}";
        if (state.Provisioned || state.WantedSplit is not null)
            return EffectRule.Done(state, detail);
        var decision = EffectRule.UntilDone(state, new ConfirmPlan(EffectRule.Key(state, "confirm-plan")), now, now + Limits.CheckWithin);
        return decision is Decision.Record { Event: StepSucceeded } ? EffectRule.Done(state, detail) : decision;
    }
}
