using Slipway.Bench.Chaos.Watching;

namespace Slipway.Bench.Chaos.Checks;

/// <summary>Whether more instances of a version ran than were wanted: a start that happened twice.</summary>
public static class ProcessCheck
{
    public static void Run(Evidence evidence, InstanceWatch instances, ICollection<Violation> violations)
    {
        foreach (var surplus in instances.Surplus.Where(surplus => !IsOnBothSides(surplus, evidence)).DistinctBy(surplus => (surplus.Place, surplus.Version)))
            violations.Add(new Violation("no more instances than wanted", surplus.ToString()));
    }

    /// <summary>A version that is brought out again while it is stable runs on both sides: a late repetition of a request does that.</summary>
    private static bool IsOnBothSides(Surplus surplus, Evidence evidence) =>
        evidence.RolloutsOf(surplus.Place).Any(rollout =>
            rollout.Version == surplus.Version && rollout.Plan.From?.Version.ToString() == surplus.Version && rollout.IsUnderWay(surplus.At, surplus.At));
}
