using Slipway.Core.Analysis;
using Slipway.Core.Gates;
using Slipway.Core.Gates.Approvals;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Upkeep.WhatIf;

/// <summary>
/// Holds a past rollout against other rules, with the evaluators that the engine has. It lists what they would have decided differently; what would have
/// followed from that is not guessed: after a rollout that would not have begun, or would have waited, nothing can be measured. Pure.
/// </summary>
public static class Replay
{
    /// <param name="rules">The environment's rules as they would be.</param>
    public static IReadOnlyList<OtherDecision> Of(PastRollout past, EnvironmentSpec rules)
    {
        var begun = past.Begin();
        // Traffic by hand and ways back have no rules but windows.
        return begun.Plan.Kind switch
        {
            PlanKind.Deploy => [.. Entry(past, begun, rules), .. Gates(past, begun, rules), .. Windows(past, rules), .. Verdict(past, begun, rules)],
            PlanKind.Switch => [.. Windows(past, rules)],
            _ => [],
        };
    }

    private static IEnumerable<OtherDecision> Entry(PastRollout past, RolloutState begun, EnvironmentSpec rules)
    {
        var release = begun.Plan.Release;
        if (OriginGate.Refuse(rules.Origin, release.Version, release.Source) is { } origin)
            yield return Other(begun, begun.PlannedAt, "origin", "it was let in", $"refused: {origin}");
        var promotion = PromotionGate.Decide(rules.Promotion, release, past.Below, begun.PlannedAt);
        if (promotion.Refusal is { } refusal)
            yield return Other(begun, begun.PlannedAt, "promotion", "it was let in", $"refused: {refusal}");
        else if (promotion.NotBefore is { } start && !(begun.NotBefore?.At >= start.At))
            yield return Other(begun, begun.PlannedAt, "promotion", $"it might begin {(begun.NotBefore is { } then ? $"at {then.At:u}" : "at once")}", $"not before {start.At:u}: {start.For}");
    }

    /// <summary>The gates as steps: those that were not asked then, those that are not asked any more, and approvals that would not have been enough.</summary>
    private static IEnumerable<OtherDecision> Gates(PastRollout past, RolloutState begun, EnvironmentSpec rules)
    {
        var wanted = rules.Gates.Select(g => g.Before).Distinct().SelectMany(place => Planner.Gates(rules, place, begun.Plan.Release, begun.Plan.From)).ToList();
        var had = begun.Plan.Steps.Where(s => s is ApproveStep or ConfirmStep or WaitStep).ToList();
        foreach (var step in wanted.Where(s => s is not ApproveStep && !had.Contains(s)))
            yield return Other(begun, begun.PlannedAt, "gates", "it was not asked for", Sentences.Of(step, begun.Plan));
        foreach (var step in had.Where(s => s is not ApproveStep && !wanted.Contains(s)))
            yield return Other(begun, begun.PlannedAt, "gates", Sentences.Of(step, begun.Plan), "it would not be asked for");

        // People's roles are known for those roles alone that were asked for then.
        var given = past.Events.Count == 0 ? [] : Last(past, begun).Approvals.Where(a => a.Plan == begun.Digest).ToList();
        foreach (var approve in wanted.OfType<ApproveStep>())
        {
            var counting = given.Where(a => approve.Requester || a.By != begun.StartedBy).GroupBy(a => a.By).Select(a => a.Last()).ToList();
            var missing = Quorum.Missing(approve.Needs, counting);
            if (missing.Count > 0 && begun.Emergency is null)
                yield return Other(begun, begun.PlannedAt, "gates", given.Count == 0 ? "nobody approved it" : $"approved by {string.Join(", ", given.Select(a => a.By))}", $"it would wait for approval by {string.Join(" and ", missing)}");
        }

        if (had.Any(s => s is ApproveStep) && !wanted.Any(s => s is ApproveStep))
            yield return Other(begun, begun.PlannedAt, "gates", "it asked for approval", "nobody would have to approve");
    }

    /// <summary>Each change that was begun while the other windows are closed; of several in a row, the first.</summary>
    private static IEnumerable<OtherDecision> Windows(PastRollout past, EnvironmentSpec rules)
    {
        var closed = false;
        foreach (var (before, e, stored) in past.Steps())
        {
            if (e is StepHeld held && held.By.FirstOrDefault(b => b.Gate == GateKind.Window) is { } blocker
                && WindowGate.Decide(rules.Windows, stored.Time, before.IsManual).Allowed)
            {
                yield return Other(before, stored.Time, "windows", $"it waited for {blocker.Sentence}", "it would go on");
            }

            if (e is not (EffectStarted or RolloutPromoted) || !StandingGates.Guard(before, before.CurrentStep) || before.IsEmergency(stored.Time))
                continue;
            var decision = WindowGate.Decide(rules.Windows, stored.Time, before.IsManual);
            if (!decision.Allowed && !closed)
            {
                yield return Other(
                    before, stored.Time, "windows", $"it began to {Sentences.Of(before.CurrentStep!, before.Plan)}",
                    $"it would wait: {decision.Reason}{(decision.NextOpen is { } open ? $", until {open:u}" : "")}");
            }

            closed = !decision.Allowed;
        }
    }

    /// <summary>Whether and when the other judges would have taken it back, by the measurements that there are.</summary>
    private static IEnumerable<OtherDecision> Verdict(PastRollout past, RolloutState begun, EnvironmentSpec rules)
    {
        var policy = begun.Plan.Analysis with { Judges = rules.Analysis, HotTrigger = rules.HotTrigger };
        var ended = Last(past, begun);
        if (ended.ExposedAt is not { } exposedAt || past.Samples.Count == 0 || CanonicalJson.Write(policy, CoreJson.Default.AnalysisPolicy) == CanonicalJson.Write(begun.Plan.Analysis, CoreJson.Default.AnalysisPolicy))
            yield break;
        var panel = new JudgePanel(policy, begun.Plan.Slot, exposedAt);
        Evaluation? fail = null;
        foreach (var sample in past.Samples)
        {
            if (panel.Add(sample, sample.At) && panel.Look(sample.At) is { Verdict: Analysis.Verdict.Fail } evaluation)
            {
                fail = evaluation;
                break;
            }
        }

        var back = ended.Cause is { Kind: CauseKind.Verdict } cause ? cause : null;
        var then = back is null ? "no judge took it back" : $"taken back: {back.Sentence}";
        if (fail is null && back is not null)
            yield return Other(begun, ended.EndedAt ?? exposedAt, "analysis", then, "no judge would take it back by what was measured until then");
        else if (fail?.At is { } at && back is null)
            yield return Other(begun, at, "analysis", then, $"taken back {SpecDuration.Format(Whole(at - exposedAt))} after its first request: {fail.Sentence}");
    }

    private static RolloutState Last(PastRollout past, RolloutState begun)
    {
        var state = begun;
        foreach (var (before, e, stored) in past.Steps())
            state = Fold.Apply(before, e, stored.Time);
        return state;
    }

    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Max(1, Math.Round(time.TotalSeconds)));

    private static OtherDecision Other(RolloutState state, DateTimeOffset at, string rule, string then, string instead) => new(state.Id, at, rule, then, instead);
}
