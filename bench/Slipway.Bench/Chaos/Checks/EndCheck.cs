using Slipway.Bench.Chaos.Watching;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Place = Slipway.Bench.Chaos.World.Place;

namespace Slipway.Bench.Chaos.Checks;

/// <summary>What stands when all is over: in each place the stable version with its replicas, and nothing else.</summary>
public static class EndCheck
{
    /// <param name="running">Instances that run after the last rollout's end.</param>
    public static void Run(Evidence evidence, IReadOnlyList<Instance> running, ICollection<Violation> violations)
    {
        foreach (var place in evidence.Places)
        {
            var stable = StableOf(place, evidence);
            var there = running.Where(one => one.Place == place.ToString()).GroupBy(one => one.Version).ToDictionary(group => group.Key, group => group.Count());
            if (stable is null || there.Count != 1 || there.GetValueOrDefault(stable) != Place.Replicas)
                violations.Add(new Violation("in the end the stable version runs, and nothing else", $"{place}: {stable ?? "nothing"} is stable; there run {string.Join(", ", there.Select(one => $"{one.Value} of {one.Key}"))}"));
        }

        foreach (var stray in running.Where(one => evidence.Places.All(place => place.ToString() != one.Place)))
            violations.Add(new Violation("in the end the stable version runs, and nothing else", $"{stray} belongs to no place"));
    }

    private static string? StableOf(Place place, Evidence evidence) =>
        evidence.Record.Events.Where(stored => stored.Stream == $"environment/{place}")
            .Where(stored => stored.Type.StartsWith("environment.", StringComparison.Ordinal))
            .Aggregate(EnvironmentState.New, (state, stored) => EnvironmentFold.Apply(state, EventCodec.DecodeEnvironment(stored), stored.Time))
            .StableRelease?.Version.ToString();
}
