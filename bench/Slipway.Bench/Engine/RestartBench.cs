using Slipway.Bench.Results;
using Slipway.Bench.Running;
using Spectre.Console;

namespace Slipway.Bench.Engine;

/// <summary>The part of <see cref="EngineBench"/> that tells how soon a server which starts drives all rollouts again. Not one of <c>all</c>, where that is in it.</summary>
/// <param name="store">Null: each.</param>
public sealed class RestartBench(BenchStore? store, int? rollouts) : IBenchmark
{
    public const string Word = "restart";

    public const string Note = "Restart: from the start of the process, after an orderly stop, until every live rollout was looked at again.";

    private const double GoalSeconds = 5;
    private const int DefaultRollouts = 10_000;
    private const double HistorySeconds = 20;

    public string Name => Word;

    public async Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation)
    {
        var figures = new List<Figure>();
        foreach (var server in BenchServers.All.Where(server => store is null || server.Store == store))
        {
            context.Console.MarkupLineInterpolated($"{server.Name}:");
            await using var place = await server.OpenAsync(cancellation);
            var order = new HostOrder { Task = HostTask.Drive, Store = place.Address, World = place.World, Count = rollouts ?? DefaultRollouts };
            await HostProcess.RunAsync(order, context, cancellation);
            figures.AddRange(await MeasureAsync(server.Name, order, context, cancellation));
        }

        return new BenchResult { Name = Name, At = context.Time.GetUtcNow(), Machine = Machine.Read(), Figures = figures, Notes = [Note] };
    }

    /// <param name="left">What the process before has done: it left the rollouts.</param>
    internal static async Task<IReadOnlyList<Figure>> MeasureAsync(string store, HostOrder left, BenchContext context, CancellationToken cancellation)
    {
        var report = await HostProcess.RunAsync(left with { Task = HostTask.Restart, MeasureSeconds = HistorySeconds }, context, cancellation);
        var what = $"{store}, {left.Count:N0} live rollouts";
        return
        [
            new Figure($"{what}: restart until all are driven", report.DrivenAfter, "s", GoalSeconds),
            new Figure($"{what}: processor time for that", report.DrivenCost, "s"),
            new Figure($"{what}: restart until the store is open", report.OpenedAfter, "s"),
            new Figure($"{what}: restart until all are judged", report.JudgedAfter, "s"),
            new Figure($"{what}: working set after a restart", report.WorkingSet / 1e6, "MB"),
        ];
    }
}
