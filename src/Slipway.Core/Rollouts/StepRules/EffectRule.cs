using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Rollouts.StepRules;

/// <summary>How an effect is begun, tried again, and confirmed: the same for all steps.</summary>
internal static class EffectRule
{
    /// <summary>The key of an effect of the current step: the same however often it is tried.</summary>
    public static string Key(RolloutState state, string kind) => $"{state.Id}/{state.Index}/{kind}";

    /// <summary>
    /// Runs <paramref name="effect"/> until it is done, then waits until <paramref name="shows"/> says that the world shows it.
    /// What is done, or may be, and does not show is applied again.
    /// </summary>
    public static Decision UntilItShows(
        RolloutState state, Effect effect, DateTimeOffset now, DateTimeOffset deadline, Watch watch, bool shows, string waitingFor)
    {
        if (state.Effect is not { Outcome: not null } run || run.Key != effect.Key)
            return new Decision.Run(effect);
        if (run.Outcome == EffectOutcome.Refused)
            return Failed(state, run.Error ?? "refused");
        if (run.Outcome == EffectOutcome.Failed)
            return Again(state, run, effect, now, deadline);
        if (shows)
            return Done(state, null);

        // Whatever the deadline says, what was just done gets the time to show.
        var again = run.EndedAt!.Value + Limits.ApplyAgainAfter;
        if (now < again)
            return new Decision.Wait(again, watch, waitingFor);
        return IsOver(run, now, deadline) ? Late(state, waitingFor) : new Decision.Run(effect);
    }

    /// <summary>Runs an effect whose own outcome is the answer.</summary>
    public static Decision UntilDone(RolloutState state, Effect effect, DateTimeOffset now, DateTimeOffset deadline)
    {
        if (state.Effect is not { } run || run.Key != effect.Key || run.Outcome is null)
            return new Decision.Run(effect);
        return run.Outcome switch
        {
            EffectOutcome.Done => Done(state, null),
            EffectOutcome.Refused => Failed(state, run.Error ?? "refused"),
            _ => Again(state, run, effect, now, deadline),
        };
    }

    public static Decision Done(RolloutState state, string? detail) => new Decision.Record(new StepSucceeded(state.Index, detail));

    public static Decision Failed(RolloutState state, string reason) => new Decision.Record(new StepFailed(state.Index, reason));

    /// <summary>A step's deadline: longer in a rollback, which must not give up early.</summary>
    public static DateTimeOffset Deadline(RolloutState state, TimeSpan within) =>
        state.StepStartedAt + (state.IsRollingBack && within < Limits.RollbackStepWithin ? Limits.RollbackStepWithin : within);

    private static Decision Again(RolloutState state, EffectRun run, Effect effect, DateTimeOffset now, DateTimeOffset deadline)
    {
        if (IsOver(run, now, deadline))
            return Failed(state, run.Error ?? "it failed");
        var again = run.EndedAt!.Value + Limits.RetryAfter(run.Attempts);
        return now >= again
            ? new Decision.Run(effect)
            : new Decision.Wait(again, Watch.None, $"another try, after: {run.Error}");
    }

    /// <summary>A deadline that passed while no engine was there is no reason to give up at the first try.</summary>
    private static bool IsOver(EffectRun run, DateTimeOffset now, DateTimeOffset deadline) => now >= deadline && run.Attempts >= Limits.MinAttempts;

    private static Decision Late(RolloutState state, string waitingFor) =>
        Failed(state, state.Effect?.Outcome == EffectOutcome.Unknown
            ? $"the outcome is unknown: {state.Effect.Error}; waited for {waitingFor}"
            : $"waited in vain for {waitingFor}");
}
