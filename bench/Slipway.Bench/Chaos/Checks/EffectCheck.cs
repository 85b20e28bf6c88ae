using Slipway.Core.Rollouts.Events;

namespace Slipway.Bench.Chaos.Checks;

/// <summary>
/// Whether each effect was one owner's: the fences in a rollout's record never go down, no effect ends that did not begin,
/// none ends twice for one beginning, and no place had two rollouts that acted at once.
/// </summary>
public static class EffectCheck
{
    private const string Rule = "no effect of a server that was replaced";

    public static EffectCounts Run(Evidence evidence, ICollection<Violation> violations)
    {
        var counts = new EffectCounts(0, 0, 0);
        foreach (var rollout in evidence.Record.Rollouts)
            counts += OfRollout(rollout, violations);
        foreach (var place in evidence.Places)
            OneAtATime(evidence.RolloutsOf(place.ToString()).ToList(), violations);
        return counts;
    }

    private static EffectCounts OfRollout(RolloutHistory rollout, ICollection<Violation> violations)
    {
        var (effects, again, takenOver) = (0, 0, 0);
        EffectStarted? open = null;
        var fence = 0L;
        foreach (var (at, e) in rollout.Events)
        {
            switch (e)
            {
                case EffectStarted started:
                    effects++;
                    if (started.Fence < fence)
                        violations.Add(new Violation(Rule, $"{rollout.Id} {at:HH:mm:ss.fff}: {started.Key} began with fence {started.Fence} after {fence}"));
                    if (started.Fence > fence && fence > 0)
                        takenOver++;
                    if (open?.Key == started.Key)
                        again++;
                    (open, fence) = (started, Math.Max(fence, started.Fence));
                    break;
                case EffectEnded ended when open?.Key != ended.Key:
                    violations.Add(new Violation(Rule, $"{rollout.Id} {at:HH:mm:ss.fff}: {ended.Key} ended, but what was under way is {open?.Key ?? "nothing"}"));
                    break;
                case EffectEnded:
                    open = null;
                    break;
            }
        }

        return new EffectCounts(effects, again, takenOver);
    }

    /// <summary>From its start to its promotion or end, a rollout is alone in its place.</summary>
    private static void OneAtATime(List<RolloutHistory> rollouts, ICollection<Violation> violations)
    {
        var acting = rollouts
            .Select(rollout => (rollout.Id,
                From: rollout.Events.Where(e => e.Event is RolloutStarted).Select(e => (DateTimeOffset?)e.At).FirstOrDefault(),
                To: rollout.Events.Where(e => e.Event is RolloutPromoted or RolloutEnded).Select(e => (DateTimeOffset?)e.At).FirstOrDefault() ?? DateTimeOffset.MaxValue))
            .Where(one => one.From is not null)
            .OrderBy(one => one.From)
            .ToList();
        foreach (var (one, next) in acting.Zip(acting.Skip(1)).Where(pair => pair.Second.From < pair.First.To))
            violations.Add(new Violation("one rollout at a time in a place", $"{next.Id} began {next.From:HH:mm:ss.fff}, before {one.Id} ended {one.To:HH:mm:ss.fff}"));
    }
}
