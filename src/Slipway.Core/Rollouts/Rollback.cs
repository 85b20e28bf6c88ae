using Slipway.Core.Analysis;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts;

/// <summary>When a rollout is taken back, and by which steps.</summary>
internal static class Rollback
{
    /// <summary>Why the rollout must go back now; null when nothing says so.</summary>
    public static Cause? Cause(RolloutState state, DateTimeOffset now)
    {
        if (state.IsRollingBack)
            return null;
        if (state.IsPromoted)
            return Commands.CanTakeBack(state) ? state.Trouble : null;
        if (state.Trouble is { } trouble)
            return trouble;
        if (state.CurrentStep is not null && state.Steps[state.Index] is { Status: StepStatus.Failed } failed)
            return Rollouts.Cause.Of(CauseKind.StepFailed, $"{failed.Step.Kind}: {failed.Detail}");
        if (state.ExposedAt is not null && state.Evaluation is { Verdict: Verdict.Fail } evaluation)
            return new Cause(CauseKind.Verdict, evaluation.Sentence, [.. evaluation.Findings.Where(f => f.Verdict == Verdict.Fail)]);
        return Health(state, now);
    }

    /// <summary>Waits, with an eye on everything that could take the rollout back, and wakes when ill health has lasted too long.</summary>
    public static Decision.Wait Alert(RolloutState state, DateTimeOffset now, DateTimeOffset? until, string waitingFor)
    {
        if (state.ExposedAt is null || state.IsPromoted || state.IsRollingBack)
            return new Decision.Wait(until, state.Provisioned ? Watch.Candidate : Watch.None, waitingFor);
        var limit = HealthLimit(state);
        if (limit is { } l && l > now && (until is null || l < until))
            until = l;
        return new Decision.Wait(until, Watch.Candidate | Watch.Weights | Watch.Metrics, waitingFor);
    }

    /// <summary>Traffic first, then the candidate; before both, stable is made whole where instances were taken from it.</summary>
    public static RollbackStarted Begin(RolloutState state, Cause cause)
    {
        var plan = state.Plan;
        var steps = new List<Step>();
        var stable = plan.StableSlot;
        if (plan.Kind == PlanKind.Switch)
            return new RollbackStarted(cause, HasTouchedTraffic(state) ? [new ShiftStep(stable, plan.Split[stable])] : []);
        if (plan.From is { } from)
        {
            if (IsThinned(state) || (plan.IsInPlace && state.Provisioned))
                steps.Add(new ProvisionStep(stable, from.Target.Replicas, from.Target.ReadyWithin));
            if (plan.Traffic is not null && HasTouchedTraffic(state))
                steps.Add(new ShiftStep(stable, Weight.Full));
        }

        if (state.Provisioned)
            steps.Add(new RetireStep(plan.Slot, plan.Release.Version, Replicas: 0, KeepWarm: TimeSpan.Zero));
        return new RollbackStarted(cause, steps);
    }

    /// <summary>Told or seen: a shift whose outcome is unknown counts.</summary>
    private static bool HasTouchedTraffic(RolloutState state) =>
        state.WantedSplit is not null || !state.Observed[state.Plan.Slot].IsZero;

    private static bool IsThinned(RolloutState state) =>
        state.Steps.Take(state.Effect is null ? state.Index : state.Index + 1).Any(s => s.Step is RetireStep retire && retire.Slot == state.Plan.StableSlot);

    private static Cause? Health(RolloutState state, DateTimeOffset now)
    {
        var candidate = state.Candidate;
        if (state.Provisioned && candidate.Failure is { } failure)
            return Rollouts.Cause.Of(CauseKind.Health, failure);
        if (state.ExposedAt is null || HealthLimit(state) is not { } limit || now < limit)
            return null;
        return Rollouts.Cause.Of(
            CauseKind.Health,
            $"failing health checks: {candidate.Ready} of {candidate.Wanted} instances of {state.Plan.Release.Version} are ready"
            + (candidate.Detail is null ? "" : $" ({candidate.Detail})"));
    }

    /// <summary>While more instances are being started, fewer ready than wanted is as planned; that step has a deadline of its own.</summary>
    private static DateTimeOffset? HealthLimit(RolloutState state)
    {
        var none = state.Candidate.NoneSince + Limits.NoneReadyFor;
        var fewer = state.CurrentStep is ProvisionStep step && step.Slot == state.Plan.Slot ? null : state.Candidate.ShortSince + Limits.FewerReadyFor;
        return none is null || fewer < none ? fewer : none;
    }
}
