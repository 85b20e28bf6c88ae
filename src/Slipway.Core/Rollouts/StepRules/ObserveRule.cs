using Slipway.Core.Analysis;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Rollouts.StepRules;

internal static class ObserveRule
{
    public static Decision Next(RolloutState state, ObserveStep step, DateTimeOffset now)
    {
        if (state.Full)
            return EffectRule.Done(state, "skipped by a person");
        var end = state.StepStartedAt + step.For;
        if (now < end && !(state.Plan.Analysis.PromotesEarly && state.Evaluation is { Verdict: Verdict.Pass, Findings.Count: > 0 }))
            return Rollback.Alert(state, now, end, $"the observation at {step.Weight} to end");

        if (!state.VerdictTaken)
            return TakeVerdict(state, now, end + step.Extend);
        if (state.Evaluation is { Holds: false } evaluation)
            return EffectRule.Done(state, evaluation.Findings.Count == 0 ? null : evaluation.Sentence);
        if (now < end + step.Extend)
            return Rollback.Alert(state, now, end + step.Extend, $"a clear verdict: {state.Evaluation?.HoldingSentence ?? "no measurements yet"}");
        return new Decision.Record(new WaitingStarted(
            $"the verdict after {step.For + step.Extend:g} is still {Word(state.Evaluation?.Verdict)}: {state.Evaluation?.HoldingSentence ?? "no measurements"}; `promote` goes on, `abort` goes back"));
    }

    /// <summary>A person is asked about an open verdict: should it become a pass meanwhile, nobody has to answer.</summary>
    public static bool CanGoOn(RolloutState state) =>
        state.CurrentStep is ObserveStep && (state.Full || !state.VerdictTaken || state.Evaluation is { Holds: false });

    private static Decision TakeVerdict(RolloutState state, DateTimeOffset now, DateTimeOffset deadline)
    {
        var effect = new TakeVerdict(EffectRule.Key(state, "take-verdict"));
        if (state.Effect is not { Outcome: EffectOutcome.Failed or EffectOutcome.Unknown } run)
            return new Decision.Run(effect);
        if (now >= deadline)
        {
            return state.Phase == RolloutPhase.Waiting
                ? Rollback.Alert(state, now, null, state.WaitingFor ?? "a person")
                : new Decision.Record(new WaitingStarted($"the metrics cannot be read: {run.Error}; `promote` goes on, `abort` goes back"));
        }

        var again = run.EndedAt!.Value + Limits.RetryAfter(run.Attempts);
        return now >= again ? new Decision.Run(effect) : Rollback.Alert(state, now, again, $"the metrics: {run.Error}");
    }

    private static string Word(Verdict? verdict) => verdict switch
    {
        Verdict.InsufficientData => "insufficient data",
        Verdict.Inconclusive => "inconclusive",
        _ => "unknown",
    };
}
