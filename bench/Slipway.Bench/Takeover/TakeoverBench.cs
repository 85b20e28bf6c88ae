using Slipway.Bench.Chaos;
using Slipway.Bench.Chaos.Script;
using Slipway.Bench.Chaos.Watching;
using Slipway.Bench.Chaos.World;
using Slipway.Bench.Results;
using Spectre.Console;

namespace Slipway.Bench.Takeover;

/// <summary>
/// From the loss of a server to the next effect of each rollout that it drove, begun by another server: three servers on
/// one PostgreSQL and one data folder, nine rollouts that go from step to step, one server lost at a time.
/// </summary>
public sealed class TakeoverBench : IBenchmark
{
    private const int Servers = 3;
    private const int PlaceCount = 9;

    /// <summary>Rollouts that changed hands, for each kind of fault and each role of the server.</summary>
    private const int DefaultRuns = 20;
    private const double GoalSeconds = 5;

    /// <summary>More than a run of hours needs.</summary>
    private const int VersionsEach = 200;

    /// <summary>A hundred steps, on a machine that has much else to do.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromHours(1);

    public string Name => "takeover";

    public async Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation)
    {
        var options = new ChaosOptions { Seed = 1, Servers = Servers };
        await using var world = await ChaosWorld.PrepareAsync(context, options, Places.OfSteps(PlaceCount), cancellation);
        var orders = world.Places
            .SelectMany(place => Enumerable.Range(1, VersionsEach).Select(number => new Order(place, $"1.{number}.0", Behaviour.Good, Intervention.None, TimeSpan.Zero)))
            .ToList();
        world.WriteVersions(orders);
        await world.StartAsync(cancellation);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var journal = new Journal();
        var work = world.Places
            .Select(place => new Operator(place, world.People, journal, s_patience, context.Time).RunAsync([.. orders.Where(order => order.Place == place)], over.Token))
            .ToList();
        var figures = new List<Figure>();
        var trial = new TakeoverTrial(world, context.Time);
        foreach (var fault in Enum.GetValues<TakeoverFault>())
        {
            foreach (var ofKeeper in new[] { false, true })
                figures.AddRange(await MeasureAsync(context, trial, fault, ofKeeper, cancellation));
        }

        await over.CancelAsync();
        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (journal.Violations is [var first, ..])
            throw new BenchFailedException($"the measurement is void: {first.Check}: {first.What}");
        return new BenchResult
        {
            Name = Name,
            At = context.Time.GetUtcNow(),
            Machine = Machine.Read(),
            Figures = figures,
            Notes =
            [
                $"{Servers} servers on one PostgreSQL and one data folder; {PlaceCount} rollouts, each with an effect every half second or so.",
                "From the fault to the first effect that the record has under a higher fence, for each rollout that the server drove; where the rollout's next step was not due yet, that wait is in it.",
                "The keeper is the server that runs the processes and talks to the gateways; the others reach them through it.",
            ],
        };
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        BenchContext context, TakeoverTrial trial, TakeoverFault fault, bool ofKeeper, CancellationToken cancellation)
    {
        var wanted = context.Runs ?? DefaultRuns;
        var begun = new List<double>();
        var done = new List<double>();
        while (begun.Count < wanted)
        {
            foreach (var takeover in await trial.RunAsync(fault, ofKeeper, cancellation))
            {
                begun.Add(takeover.Begun.TotalSeconds);
                done.Add(takeover.Done.TotalSeconds);
            }

            context.Console.WriteLine($"  {fault}{(ofKeeper ? ", the keeper" : "")}: {begun.Count} of {wanted}, worst {begun.DefaultIfEmpty().Max():0.00} s");
        }

        var name = $"{fault}, {(ofKeeper ? "the keeper" : "another server")}".ToLowerInvariant();
        return
        [
            new Figure($"{name}: until the next effect, median of {begun.Count}", new Sample(begun).Median, "s"),
            new Figure($"{name}: until the next effect, worst of {begun.Count}", new Sample(begun).Worst, "s", GoalSeconds),
            new Figure($"{name}: until that effect was done, worst of {done.Count}", new Sample(done).Worst, "s"),
        ];
    }
}
