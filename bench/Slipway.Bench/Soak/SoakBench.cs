using Slipway.Bench.Results;
using Slipway.Bench.Running;
using Slipway.Core.Simulation;
using Slipway.Core.Upkeep;
using Slipway.Storage;
using Spectre.Console;

namespace Slipway.Bench.Soak;

/// <summary>Whether memory and store stay as they are over months. Not one of <c>all</c>: it takes an hour.</summary>
/// <param name="minutes">Of wall time; at least 3, so that there is a slope.</param>
public sealed class SoakBench(int minutes) : IBenchmark
{
    public const string Word = "soak";
    public const int DefaultMinutes = 60;

    /// <summary>The heap may move by so much an hour: caches fill, a list is doubled; months of leaks would be far above it.</summary>
    private const double HeapGoalMbPerHour = 4;

    private const int FewestReadings = 3;

    public string Name => Word;

    public async Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation)
    {
        using var folder = new ScratchFolder();
        var file = Path.Combine(folder.Path, "slipway.db");
        var time = new VirtualTime();
        var began = time.GetUtcNow();
        await using var store = await SqliteStore.OpenAsync(file, time, cancellation);
        context.Console.WriteLine("minute   simulated days   rollouts   heap MB   working set MB   store MB   events kept");
        var run = new SoakRun(store, file, time, context.Time, TimeSpan.FromMinutes(Math.Max(minutes, FewestReadings)) + TimeSpan.FromSeconds(5), reading => context.Console.WriteLine(Line(reading)));
        var readings = await Task.Run(() => new VirtualLoop(time).Run(() => run.RunAsync(cancellation), DateTimeOffset.MaxValue), cancellation);
        var audit = await new ChainAudit(store, store).VerifyAsync(_ => { }, cancellation);
        return Result(context, readings, audit);
    }

    private static BenchResult Result(BenchContext context, IReadOnlyList<SoakReading> readings, AuditReport audit)
    {
        var settled = readings.Skip(readings.Count / 3).ToList();
        var last = readings[^1];
        return new BenchResult
        {
            Name = Word,
            At = context.Time.GetUtcNow(),
            Machine = Machine.Read(),
            Figures =
            [
                new Figure("managed heap, slope over the last two thirds", Slope(settled, r => r.HeapMb), "MB/h", HeapGoalMbPerHour),
                new Figure("managed heap after a full collection, at the end", last.HeapMb, "MB"),
                new Figure("managed heap, most over the last two thirds", settled.Max(r => r.HeapMb), "MB"),
                new Figure("working set, slope over the last two thirds", Slope(settled, r => r.WorkingSetMb), "MB/h"),
                new Figure("working set, at the end", last.WorkingSetMb, "MB"),
                new Figure("store file, slope over the last two thirds", Slope(settled, r => r.StoreMb), "MB/h"),
                new Figure("store file, at the end", last.StoreMb, "MB"),
                new Figure("simulated days", last.SimulatedDays),
                new Figure("rollouts ended", last.Rollouts),
                new Figure("events appended", last.Events),
                new Figure("events kept", last.Events - last.FirstEvent + 1),
                new Figure("faults in the chain at the end", audit.Fault is null ? 0 : 1, "", 0),
            ],
            Notes =
            [
                "The real engine, service, ledger and SQLite store in virtual time: nine environments with some five changes a day each, every fourth version bad, and rollbacks by hand.",
                "Retention keeps 14 days of events and 3 of measurements, and runs four times a simulated day.",
                $"Verdict: {(Slope(settled, r => r.HeapMb) <= HeapGoalMbPerHour && audit.Fault is null ? "flat" : "NOT flat")}.",
            ],
            Readings = readings,
        };
    }

    /// <summary>By least squares, per hour of wall time.</summary>
    private static double Slope(IReadOnlyList<SoakReading> readings, Func<SoakReading, double> value)
    {
        var (minute, mean) = (readings.Average(r => r.Minute), readings.Average(value));
        var spread = readings.Sum(r => (r.Minute - minute) * (r.Minute - minute));
        return spread == 0 ? 0 : 60 * readings.Sum(r => (r.Minute - minute) * (value(r) - mean)) / spread;
    }

    private static string Line(SoakReading r) =>
        $"{r.Minute,6:0.0}   {r.SimulatedDays,14:0.0}   {r.Rollouts,8}   {r.HeapMb,7:0.00}   {r.WorkingSetMb,14:0.0}   {r.StoreMb,8:0.00}   {r.Events - r.FirstEvent + 1,11}";
}
