using Slipway.Bench.Judge.Contenders;
using Slipway.Bench.Judge.Pairs;
using Slipway.Bench.Judge.Report;

namespace Slipway.Bench.Judge;

/// <summary>All judges before the same pairs, on all cores. The result does not depend on how many there are.</summary>
public static class Tournament
{
    public static ScenarioOutcome Run(Scenario scenario, int pairs, CancellationToken cancellation)
    {
        var entries = Entry.All.Where(entry => entry.Judges(scenario)).ToArray();
        var courses = new Course[pairs][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, pairs, options, number => courses[number] = Judge(scenario, number, entries));
        return new ScenarioOutcome(
            scenario.Group, scenario.Name, pairs, [.. entries.Select((entry, index) => JudgeOutcome.Of(entry.Name, [.. courses.Select(course => course[index])]))]);
    }

    private static Course[] Judge(Scenario scenario, int number, Entry[] entries)
    {
        var pair = new Pair(scenario, number);
        var judges = entries.Select(entry => entry.Begin(scenario)).ToArray();
        var courses = entries.Select(_ => new Course()).ToArray();
        // A worse candidate is done with when all have found it; one that is not is watched to the end, for each of their reasons.
        for (var minute = 0; minute < Pair.Minutes && (scenario.IsHarmless || courses.Any(course => course.StoppedAt is null)); minute++)
        {
            var next = pair.Next();
            for (var index = 0; index < judges.Length; index++)
            {
                if (scenario.IsHarmless || courses[index].StoppedAt is null)
                    courses[index].Add(next, judges[index].Look(next));
            }
        }

        return courses;
    }
}
