using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;

namespace Slipway.Core.Rollouts;

/// <summary>
/// While the error budget of an environment burns as fast as pages a person, no new version gets more of its traffic.
/// It never holds a way back. Pure.
/// </summary>
internal static class BudgetGate
{
    /// <summary>What holds a shift; null when nothing does. The budget is looked at anew before each shift, and while one is held.</summary>
    public static Decision.Wait? Hold(RolloutState state, ShiftStep step, DateTimeOffset now)
    {
        if (!Guards(state, step))
            return null;
        if (state.Budget is not { } budget || state.BudgetAt is not { } seen)
            return Wait(state, now, "a look at the error budget");
        if (!budget.Burning)
            return now - seen > Limits.BudgetLookLasts ? Wait(state, now, "another look at the error budget") : null;
        return Wait(state, now, $"the error budget to stop burning: {budget.Sentence}; `slipway promote --override-budget --reason TEXT` goes on all the same");
    }

    /// <summary>Whether the rollout stands at a shift that is held because the budget burns.</summary>
    public static bool IsHolding(RolloutState state) =>
        state.CurrentStep is ShiftStep step && Guards(state, step) && state is { BudgetAt: not null, Budget.Burning: true };

    private static bool Guards(RolloutState state, ShiftStep step) =>
        state.Plan is { Kind: PlanKind.Deploy, Slo: not null, From: not null }
        && state is { OverridesBudget: false, IsRollingBack: false, Effect: null }
        && step.Slot == state.Plan.Slot && step.Weight > state.Observed[step.Slot];

    private static Decision.Wait Wait(RolloutState state, DateTimeOffset now, string waitingFor)
    {
        var wait = Rollback.Alert(state, now, null, waitingFor);
        return wait with { Watch = wait.Watch | Watch.Budget };
    }
}
