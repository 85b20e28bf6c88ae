using Slipway.Bench.Chaos.Faults;
using Slipway.Bench.Chaos.Script;
using Slipway.Bench.Chaos.World;
using Slipway.Core.Rollouts;

namespace Slipway.Bench.Chaos.Checks;

/// <summary>
/// Whether each rollout ended as it must: a good version is promoted, unless a person took it back or one of its own
/// instances was killed; a bad one never is. Trouble of servers, links and database explains nothing.
/// </summary>
public static class RolloutCheck
{
    private const string Rule = "every rollout ends in the right state";

    /// <returns>How many came to which end.</returns>
    public static IReadOnlyDictionary<string, int> Run(Evidence evidence, ICollection<Violation> violations)
    {
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var rollout in evidence.Record.Rollouts)
        {
            var (outcome, isRight) = Judge(rollout, evidence);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            if (!isRight)
                violations.Add(new Violation(Rule, $"{rollout.Id} ({rollout.Plan.Strategy.Name}, {rollout.Version}): {outcome}; {rollout.Ended?.Summary ?? "it has not ended"}"));
            if (evidence.Record.Rows.FirstOrDefault(row => row.Id == rollout.Id) is not { } row || row.Live != (rollout.Ended is null))
                violations.Add(new Violation("the list of rollouts agrees with the events", $"{rollout.Id} ended {rollout.EndedAt:HH:mm:ss.fff}, its row says otherwise"));
        }

        return outcomes;
    }

    private static (string Outcome, bool IsRight) Judge(RolloutHistory rollout, Evidence evidence)
    {
        if (rollout.Ended is not { } end)
            return ("not ended", false);
        if (end.Outcome == RolloutPhase.Failed)
            return ("failed", false);
        if (evidence.BehaviourOf(rollout.Place, rollout.Version) is not { } behaviour)
            return ("a version that nobody ordered", false);
        var isBack = end.Outcome != RolloutPhase.Succeeded;
        if (!isBack && TakenBackInVain(rollout, evidence))
            return ("promoted, though it was taken back", false);
        return (behaviour, isBack) switch
        {
            (Behaviour.Good, false) => ("good, promoted", true),
            (Behaviour.Good, true) => Why(rollout, evidence),
            (_, true) => ($"bad ({behaviour}), taken back", true),
            _ => ($"bad ({behaviour}), promoted", false),
        };
    }

    private static (string Outcome, bool IsRight) Why(RolloutHistory rollout, Evidence evidence)
    {
        // One that had not begun when it was replaced has no cause: it was never taken anywhere.
        var kind = rollout.Cause?.Kind ?? (rollout.Ended!.Outcome == RolloutPhase.Superseded ? CauseKind.Superseded : null as CauseKind?);
        return kind switch
        {
            CauseKind.Person when SentTo(rollout, evidence, Intervention.Abort) => ("good, aborted by a person", true),
            CauseKind.Person when SentTo(rollout, evidence, Intervention.Rollback) => ("good, rolled back by a person", true),
            CauseKind.Superseded when evidence.RolloutsOf(rollout.Place).Any(other => other.After is not null && other.BeganAt >= rollout.BeganAt && other.BeganAt <= rollout.EndedAt) =>
                ("good, superseded by a person's next one", true),
            CauseKind.Verdict or CauseKind.Health or CauseKind.StepFailed when InstanceWasKilled(rollout, evidence) => ("good, taken back as its instance was killed", true),
            _ => ($"good, taken back for {kind?.ToString() ?? "no cause"}", false),
        };
    }

    private static bool SentTo(RolloutHistory rollout, Evidence evidence, Intervention what) =>
        evidence.Sent.Any(sent => sent.Rollout == rollout.Id && sent.What == what && sent.Accepted != false);

    /// <summary>A server said yes to taking it back. That it was promoted before is no excuse: then the answer is no.</summary>
    private static bool TakenBackInVain(RolloutHistory rollout, Evidence evidence) =>
        evidence.Sent.Any(sent => sent.Rollout == rollout.Id && sent.What == Intervention.Abort && sent.Accepted == true);

    private static bool InstanceWasKilled(RolloutHistory rollout, Evidence evidence) =>
        evidence.FaultsOf(FaultKind.InstanceKilled, rollout.Place).Any(fault => fault.Version == rollout.Version && rollout.IsUnderWay(fault.At, fault.At));
}
