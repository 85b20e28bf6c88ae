using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Mutations;

namespace Slipway.Simulate;

/// <summary>Many trials on all cores.</summary>
internal static class Campaign
{
    /// <summary>A mutation that is not found by then counts as missed.</summary>
    private const int MaxSeedsToHunt = 5_000;

    /// <summary>Failures that are shrunk and told; of more, the seeds.</summary>
    private const int MaxTold = 3;

    public static CampaignReport Run(SimulateOptions options, TimeProvider time, TextWriter progress, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var coverage = new Coverage();
        var failed = new List<TrialResult>();
        var (next, seeds) = (options.From - 1, 0);
        bool IsOver(int seed) => cancellation.IsCancellationRequested || (options.To is { } to ? seed > to : time.GetElapsedTime(start) >= options.Time);

        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            for (var seed = Interlocked.Increment(ref next); !IsOver(seed); seed = Interlocked.Increment(ref next))
            {
                var result = Trial.Run(options.PlanOf(seed), options.Mutation);
                lock (coverage)
                {
                    seeds++;
                    coverage.Add(result.Coverage);
                    if (result.Violations.Count > 0)
                        failed.Add(result);
                }

                if (result.Violations.Count > 0)
                    progress.WriteLine($"seed {seed}: {result.Violations[0]}");
            }
        });

        var elapsed = time.GetElapsedTime(start);
        var told = failed.OrderBy(f => f.Plan.Seed).Take(MaxTold).Select(f => Shrinker.Explain(f, options.Mutation)).ToList();
        var hunts = options.HuntsMutations ? Hunted(progress, cancellation) : [];
        return CampaignReport.Of(time.GetUtcNow(), elapsed, seeds, coverage, failed, told, hunts);
    }

    private static Hunt[] Hunted(TextWriter progress, CancellationToken cancellation)
    {
        progress.WriteLine($"looking for {AllMutations.List.Count} deliberate mistakes");
        var hunts = new Hunt[AllMutations.List.Count];
        Parallel.For(0, hunts.Length, i =>
            hunts[i] = cancellation.IsCancellationRequested ? new Hunt(AllMutations.List[i], null, null) : Hunt.For(AllMutations.List[i], firstSeed: 1, MaxSeedsToHunt));
        return hunts;
    }
}
