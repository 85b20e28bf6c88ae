using Slipway.Bench.Results;
using Spectre.Console;

namespace Slipway.Bench.Engine;

/// <summary>
/// What one server costs and how punctual it is with 1,000 and 10,000 live rollouts, on each store:
/// the real engine, store and service over a world that answers at once.
/// </summary>
public sealed class EngineBench : IBenchmark
{
    private const double LatenessGoalSeconds = 1;
    private const double MemoryGoalMb = 1024 * 1.048576;
    private const int Largest = 10_000;
    private const double RaceSeconds = 10;

    private static readonly int[] Sizes = [1_000, Largest];
    private static readonly int[] Writers = [1, 8, 32];

    public string Name => "engine";

    public async Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation)
    {
        var figures = new List<Figure>();
        foreach (var server in BenchServers.All)
        {
            context.Console.MarkupLineInterpolated($"{server.Name}:");
            figures.AddRange(await MeasureAsync(server, context, cancellation));
        }

        return new BenchResult
        {
            Name = Name,
            At = context.Time.GetUtcNow(),
            Machine = Machine.Read(),
            Figures = figures,
            Notes =
            [
                "Each figure is of a process of its own; its memory and processor time include the simulated target, router and metrics, and for PostgreSQL not the database's own.",
                "Every rollout is a canary whose weights are watched for a minute each, judged each second by error rate and p99 over a minute and by the hot trigger; target, router and metrics are read each second.",
                "Lateness: from the instant that an observation was due to end until the effect which that brings was begun, its record durable. At 10,000 rollouts some 170 observations end each second.",
                "Overhead: from an effect that is done to the start of the next one where nothing is waited for: three or four durable events.",
                RestartBench.Note,
            ],
        };
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(BenchServers server, BenchContext context, CancellationToken cancellation)
    {
        var figures = new List<Figure>();
        foreach (var size in Sizes)
        {
            await using var place = await server.OpenAsync(cancellation);
            var order = new HostOrder { Task = HostTask.Drive, Store = place.Address, World = place.World, Count = size };
            figures.AddRange(OfDriving($"{server.Name}, {size:N0} live rollouts", size, await HostProcess.RunAsync(order, context, cancellation)));
            if (size < Largest)
                continue;
            figures.AddRange(await RestartBench.MeasureAsync(server.Name, order, context, cancellation));
        }

        await using var quiet = await server.OpenAsync(cancellation);
        var steps = await HostProcess.RunAsync(
            new HostOrder { Task = HostTask.Drive, Store = quiet.Address, World = quiet.World, Count = 20, ObserveSeconds = 5, SettleSeconds = 0, MeasureSeconds = 20 }, context, cancellation);
        figures.Add(Milliseconds($"{server.Name}: effect done to next effect started, p50", steps.Overhead, 0.5));
        figures.Add(Milliseconds($"{server.Name}: effect done to next effect started, p99", steps.Overhead, 0.99));

        // Of its own, so that the writers find no rollouts but theirs.
        await using var empty = await server.OpenAsync(cancellation);
        foreach (var writers in Writers)
        {
            var race = await HostProcess.RunAsync(new HostOrder { Task = HostTask.Append, Store = empty.Address, World = empty.World, Count = writers, MeasureSeconds = RaceSeconds }, context, cancellation);
            figures.Add(new Figure($"{server.Name}: appends, {writers} {(writers == 1 ? "writer" : "writers")}", race.AppendsPerSecond, "/s"));
        }

        return figures;
    }

    private static IEnumerable<Figure> OfDriving(string what, int size, HostReport report)
    {
        var lateness = new Sample(report.Lateness);
        double? Goal(double goal) => size == Largest ? goal : null;
        yield return new Figure($"{what}: lateness of due actions, p50", lateness.Median, "s");
        yield return new Figure($"{what}: lateness of due actions, p99", lateness.Quantile(0.99), "s", Goal(LatenessGoalSeconds));
        yield return new Figure($"{what}: lateness of due actions, max of {lateness.Count}", lateness.Worst, "s");
        yield return new Figure($"{what}: working set", report.WorkingSet / 1e6, "MB", Goal(MemoryGoalMb));
        yield return new Figure($"{what}: managed heap", report.ManagedHeap / 1e6, "MB");
        yield return new Figure($"{what}: live objects", report.LiveHeap / 1e6, "MB");
        yield return new Figure($"{what}: processor", report.Cores, "cores");
        yield return new Figure($"{what}: looks", report.LooksPerSecond, "/s");
        yield return new Figure($"{what}: appends", report.AppendsPerSecond, "/s");
    }

    private static Figure Milliseconds(string name, IReadOnlyList<double> seconds, double quantile) =>
        new(name, new Sample(seconds).Quantile(quantile) * 1000, "ms");
}
