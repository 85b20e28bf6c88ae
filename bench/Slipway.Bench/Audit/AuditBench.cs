using Slipway.Bench.Engine;
using Slipway.Bench.Results;
using Slipway.Bench.Running;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Slipway.Storage;
using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Plans;
using Spectre.Console;

namespace Slipway.Bench.Audit;

/// <summary>How many events a second <c>slipway audit verify</c> goes through.</summary>
public sealed class AuditBench : IBenchmark
{
    private const int Rows = 300_000;
    private const int PageRows = 1_000;
    private const int DefaultRuns = 5;
    private const int Lives = 20;
    private const double GoalPerSecond = 200_000;

    public string Name => "audit";

    public async Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation)
    {
        var runs = context.Runs ?? DefaultRuns;
        var bodies = await BodiesAsync(cancellation);
        var figures = new List<Figure>();
        foreach (var server in BenchServers.All)
        {
            context.Console.MarkupLineInterpolated($"{server.Name}:");
            await using var place = await server.OpenAsync(cancellation);
            await FillAsync(place, server, bodies, context.Time, cancellation);
            await using var store = await OpenAsync(place, server, readOnly: true, context.Time, cancellation);
            var audit = new ChainAudit(store, store);
            var (speed, cost) = (new List<double>(), new List<double>());
            for (var run = 0; run <= runs; run++)
            {
                var (began, spent) = (context.Time.GetTimestamp(), Environment.CpuUsage.TotalTime);
                if (await audit.VerifyAsync(_ => { }, cancellation) is not { Fault: null, Events: Rows })
                    throw new BenchFailedException("the chain is not whole");

                // The first one finds the program's code cold.
                if (run == 0)
                    continue;
                speed.Add(Rows / context.Time.GetElapsedTime(began).TotalSeconds);
                cost.Add((Environment.CpuUsage.TotalTime - spent).TotalMicroseconds / Rows);
            }

            var sample = new Sample(speed);
            figures.Add(new Figure($"{server.Name}, {Rows:N0} events: verified, median of {runs}", sample.Median, "events/s", GoalPerSecond, GoalIsMinimum: true));
            figures.Add(new Figure($"{server.Name}, {Rows:N0} events: verified, slowest of {runs}", sample.Quantile(0), "events/s"));
            figures.Add(new Figure($"{server.Name}: processor time for one event, median of {runs}", new Sample(cost).Median, "µs"));
            if (server.Store == BenchStore.Sqlite)
                figures.Add(await InMemoryAsync(store, context.Time, cancellation));
        }

        return new BenchResult
        {
            Name = Name,
            At = context.Time.GetUtcNow(),
            Machine = Machine.Read(),
            Figures = figures,
            Notes = [$"The events are those of {Lives} simulated lives, over and over, on average {bodies.Average(body => body.Json.Length):0} characters of JSON. Reading, decoding, hashing and comparing; files and pages are in the system's memory.", "Processor time is this program's alone, over both of its threads: unlike events a second it does not depend on what else the machine does."],
        };
    }

    private static async Task<Figure> InMemoryAsync(SqlStore store, TimeProvider time, CancellationToken cancellation)
    {
        var events = await store.ReadAllAsync(0, Rows / 3, cancellation);
        var began = time.GetTimestamp();
        if (ChainVerifier.Verify(ChainHead.Genesis, events).Fault is not null)
            throw new BenchFailedException("the chain is not whole");
        return new Figure("in memory, on one core: verified", events.Count / time.GetElapsedTime(began).TotalSeconds, "events/s");
    }

    private static async Task<IReadOnlyList<EventData>> BodiesAsync(CancellationToken cancellation)
    {
        var bodies = new List<EventData>();
        for (var seed = 1; seed <= Lives; seed++)
            bodies.AddRange((await Trial.Run(PlanDraw.Draw(seed)).Store.ReadAllAsync(0, int.MaxValue, cancellation)).Select(e => new EventData(e.Type, e.Json)));
        return bodies;
    }

    private static async Task FillAsync(BenchPlace place, BenchServers server, IReadOnlyList<EventData> bodies, TimeProvider time, CancellationToken cancellation)
    {
        await using var store = await OpenAsync(place, server, readOnly: false, time, cancellation);
        for (var written = 0; written < Rows; written += PageRows)
        {
            var first = written;
            EventData[] page = [.. Enumerable.Range(0, PageRows).Select(i => bodies[(first + i) % bodies.Count])];
            await store.AppendAsync(new Append([new StreamAppend($"storefront.production.{written / PageRows}", 0, page)], time.GetUtcNow(), "engine", null, null, []), cancellation);
        }
    }

    private static async Task<SqlStore> OpenAsync(BenchPlace place, BenchServers server, bool readOnly, TimeProvider time, CancellationToken cancellation)
    {
        var location = server.Store == BenchStore.Sqlite ? StoreLocation.File(place.Address) : StoreLocation.Parse(place.Address);
        return readOnly ? await location.OpenReadOnlyAsync(time, cancellation) : await location.OpenWholeAsync(time, null, cancellation);
    }
}
