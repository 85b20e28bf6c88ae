using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Mutations;
using Slipway.Testing.Simulation.Plans;

namespace Slipway.Simulate;

/// <summary>What a campaign came to: <c>bench/results/simulate.json</c>.</summary>
internal sealed record CampaignReport
{
    /// <summary>As all results have it.</summary>
    public string Name { get; init; } = "simulate";

    public required DateTimeOffset At { get; init; }

    public required int Cores { get; init; }

    public required string DotNet { get; init; }

    public required int Seeds { get; init; }

    public required double Seconds { get; init; }

    public required double SeedsPerSecond { get; init; }

    public required double SimulatedHours { get; init; }

    public required long Events { get; init; }

    public required long FaultsInjected { get; init; }

    /// <summary>Seeds that failed.</summary>
    public required IReadOnlyList<int> Failures { get; init; }

    /// <summary>By kind: how often accepted, and how often refused or lost.</summary>
    public required IReadOnlyDictionary<string, OperationCount> Operations { get; init; }

    public required IReadOnlyDictionary<string, long> Faults { get; init; }

    /// <summary>How often each phase was entered.</summary>
    public required IReadOnlyDictionary<string, long> Phases { get; init; }

    public required IReadOnlyDictionary<string, long> Transitions { get; init; }

    /// <summary>By fault and step; a pair that cannot happen is not there.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Coverage { get; init; }

    /// <summary>Pairs that can happen and did not.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    public required IReadOnlyList<MutationFound> Mutations { get; init; }

    /// <summary>The first failures, shrunk, for people.</summary>
    public required IReadOnlyList<string> Told { get; init; }

    public static CampaignReport Of(
        DateTimeOffset at, TimeSpan elapsed, int seeds, Coverage coverage, IReadOnlyList<TrialResult> failed, IReadOnlyList<string> told, IReadOnlyList<Hunt> hunts) => new()
        {
            At = at,
            Cores = Environment.ProcessorCount,
            DotNet = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
            Seeds = seeds,
            Seconds = Math.Round(elapsed.TotalSeconds, 1),
            SeedsPerSecond = Math.Round(seeds / elapsed.TotalSeconds, 1),
            SimulatedHours = Math.Round(coverage.Simulated.TotalHours, 1),
            Events = coverage.Events,
            FaultsInjected = coverage.Faults.Sum(f => f.Value),
            Failures = [.. failed.Select(f => f.Plan.Seed).Order()],
            Operations = Enum.GetValues<OperationKind>().ToDictionary(
                k => k.ToString(), k => new OperationCount(coverage.Operations.GetValueOrDefault((k, true)), coverage.Operations.GetValueOrDefault((k, false)))),
            Faults = coverage.Faults.ToDictionary(f => f.Key.ToString(), f => f.Value),
            Phases = coverage.Phases.OrderBy(p => p.Key).ToDictionary(p => p.Key.ToString(), p => p.Value),
            Transitions = coverage.Transitions.OrderBy(t => t.Key).ToDictionary(t => $"{t.Key.From} > {t.Key.To}", t => t.Value),
            Coverage = FaultKinds.All.ToDictionary(
                kind => kind.ToString(),
                kind => (IReadOnlyDictionary<string, long>)StepKinds.All
                    .Where(step => FaultKinds.Impossible(step, kind) is null)
                    .ToDictionary(step => step, step => coverage.Pairs.GetValueOrDefault((step, kind)))),
            Missing = [.. coverage.MissingPairs.Select(p => $"{p.Step} × {p.Kind}")],
            Mutations = [.. hunts.Select(h => new MutationFound(h.Mutation.GetType().Name, h.Mutation.Name, h.Seeds, h.First?.ToString()))],
            Told = told,
        };
}
