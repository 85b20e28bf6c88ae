using Slipway.Cli.Analyze.Rollouts;
using Slipway.Cli.Output;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Storage.Sealing;

namespace Slipway.Cli.Audit;

/// <summary>What evidence that holds says, for people.</summary>
internal static class EvidenceText
{
    // Beginnings of the names of events by which somebody let a rollout go on, or did not.
    private static readonly string[] Decisions = ["approval.", "gate.", "budget.overridden"];

    private static readonly string[] SurroundingDecisions = ["environment.held", "environment.hold-lifted", "environment.emergency", "environment.reviewed"];

    /// <param name="isKeyKnown">False where the key is only the one that the file itself names.</param>
    public static void Print(Terminal terminal, EvidenceReport report, bool isKeyKnown)
    {
        var (header, plan) = (report.Header, report.Again.Plan);
        terminal.Out.WriteLine($"evidence: whole, {report.Events.Count} events of {header.Rollout} and {report.Surroundings.Count} of {header.Environment}; every byte is as it was sealed at {header.Made:u}");
        terminal.Out.WriteLine($"in the record: yes, by {string.Join(" and ", report.Checkpoints.Select(one => $"the checkpoint of {one.Time:u} at event {one.Position}"))}");
        terminal.Out.WriteLine($"signed by: {report.Key}{(isKeyKnown ? "" : ", which was not compared with a key that you know: name it with --key")}");
        terminal.Out.WriteLine($"plan: {header.PlanDigest}, asked for by {Who(report.Events[0])}");
        foreach (var e in report.Events.Where(e => Array.Exists(Decisions, name => e.Type.StartsWith(name, StringComparison.Ordinal))))
            terminal.Out.WriteLine($"  {Listing.Time(terminal, e.Time)}  {Sentences.Of(EventCodec.DecodeRollout(e), plan)}  ({Who(e)})");
        foreach (var e in report.Surroundings.Where(e => SurroundingDecisions.Contains(e.Type)))
            terminal.Out.WriteLine($"  {Listing.Time(terminal, e.Time)}  {e.Type} {e.Json}  ({Who(e)})");
        var last = report.Events[^1];
        terminal.Out.WriteLine($"last event: {Listing.Time(terminal, last.Time)}  {Sentences.Of(EventCodec.DecodeRollout(last), plan)}");
        RolloutReport.Print(terminal, report.Again);
    }

    private static string Who(StoredEvent e) => e.Origin is null ? e.Actor : $"{e.Actor}, {e.Origin}";
}
