using Slipway.Testing.Simulation.Plans;

namespace Slipway.Simulate;

/// <summary>A report for people.</summary>
internal static class ReportText
{
    private const int NameWidth = 19;
    private const int CountWidth = 10;
    private const int MistakeWidth = 88;

    public static void Write(CampaignReport report, TextWriter output)
    {
        output.WriteLine($"{report.Seeds} seeds in {report.Seconds:0} s ({report.SeedsPerSecond:0.0} a second on {report.Cores} cores): {report.SimulatedHours:0} simulated hours, {report.Events} events, {report.FaultsInjected} faults, {report.Failures.Count} failures");
        output.WriteLine();
        WriteCoverage(report, output);
        WriteCounts("phases entered", report.Phases, output);
        WriteCounts("transitions", report.Transitions, output);
        WriteCounts("said (accepted of all)", report.Operations.ToDictionary(o => o.Key, o => $"{o.Value.Accepted} of {o.Value.Accepted + o.Value.Refused}"), output);
        if (report.Mutations.Count > 0)
            WriteMutations(report, output);
        foreach (var told in report.Told)
            output.WriteLine(told);
    }

    /// <summary>How often each fault struck at each step; a point where it cannot.</summary>
    private static void WriteCoverage(CampaignReport report, TextWriter output)
    {
        output.WriteLine($"{"fault",-NameWidth}{string.Concat(StepKinds.All.Select(s => $"{s,CountWidth}"))}");
        foreach (var (kind, steps) in report.Coverage)
            output.WriteLine($"{kind,-NameWidth}{string.Concat(StepKinds.All.Select(s => $"{(steps.TryGetValue(s, out var count) ? count.ToString() : "·"),CountWidth}"))}");
        output.WriteLine(report.Missing.Count == 0
            ? $"all {FaultKinds.Pairs.Count} pairs that can happen have happened; · cannot (FaultKinds.Impossible says why)"
            : $"{report.Missing.Count} of {FaultKinds.Pairs.Count} pairs have not happened: {string.Join(", ", report.Missing)}");
        output.WriteLine();
    }

    private static void WriteCounts<T>(string title, IReadOnlyDictionary<string, T> counts, TextWriter output)
    {
        output.WriteLine($"{title}: {string.Join(", ", counts.Select(c => $"{c.Key} {c.Value}"))}");
        output.WriteLine();
    }

    private static void WriteMutations(CampaignReport report, TextWriter output)
    {
        output.WriteLine($"{"deliberate mistake",-MistakeWidth}  seeds");
        foreach (var mutation in report.Mutations)
            output.WriteLine($"{mutation.Mistake,-MistakeWidth}  {mutation.Seeds?.ToString() ?? "MISSED"}");
        output.WriteLine();
    }
}
