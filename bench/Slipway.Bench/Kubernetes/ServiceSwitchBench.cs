using Slipway.Bench.Load;
using Slipway.Bench.Results;
using Slipway.Core.Values;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Node;
using Spectre.Console;

namespace Slipway.Bench.Kubernetes;

/// <summary>
/// A blue-green switch by the selector of a Service, with real pods under load: how many requests fail. Make before break, and
/// for comparison the other way round, which shows that the load would see it.
/// </summary>
public sealed class ServiceSwitchBench : IBenchmark
{
    /// <summary>It is asked for by its name alone: it needs root.</summary>
    public const string Word = "kubernetes-switch";

    private const int DefaultRuns = 20;
    private const int BreakFirstRuns = 3;
    private const int LoadPerSecond = 50;
    private const int Concurrency = 64;

    /// <summary>What a machine that has too much to do answers late is not lost.</summary>
    private const int AnswerSeconds = 60;

    /// <summary>
    /// How long the old side stays. kube-proxy follows within a second on a machine with time to spare, and nobody can ask it whether
    /// it has: on one with fifty programs waiting for each core, after two seconds a request in ten switches got no answer.
    /// </summary>
    private const int SettleSeconds = 10;
    private const int InForceSeconds = 30;
    private const int PollMilliseconds = 10;

    public string Name => Word;

    public async Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation)
    {
        if (!RealNode.IsPossible)
            throw new BenchFailedException("this benchmark runs real pods: eng/kubernetes-node.sh gives it a place for them");
        await using var cluster = await Cluster.StartAsync(cancellation);
        await using var node = await RealNode.StartAsync(cluster, cancellation);
        var sides = new TwoSides(cluster, await cluster.NamespaceAsync(cancellation), context.Time);
        await sides.CreateAsync(cancellation);
        await Task.Delay(TimeSpan.FromSeconds(SettleSeconds), context.Time, cancellation);

        var runs = context.Runs ?? DefaultRuns;
        var (made, first, last) = (new List<double>(), new List<double>(), new List<double>());
        LoadTotals kept;
        await using (var load = Load(sides, context))
        {
            for (var run = 1; run <= runs; run++)
            {
                var (to, from) = run % 2 == 0 ? (Slot.Blue, Slot.Green) : (Slot.Green, Slot.Blue);
                var began = load.Elapsed;
                await sides.ScaleAsync(to, up: true, cancellation);
                await sides.ReadyAsync(to, cancellation);
                var flipped = load.Elapsed;
                await sides.SelectAsync(to, cancellation);
                first.Add((await FirstAsync(load, to, flipped, context.Time, cancellation) - flipped).TotalMilliseconds);
                await Task.Delay(TimeSpan.FromSeconds(SettleSeconds), context.Time, cancellation);
                last.Add((Last(load, from, flipped) - flipped).TotalMilliseconds);
                await sides.ScaleAsync(from, up: false, cancellation);
                await sides.GoneAsync(from, cancellation);
                made.Add((load.Elapsed - began).TotalSeconds);
                context.Console.WriteLine($"  switch {run} of {runs}: {Losses(load.AnswersSince(began))}");
            }

            kept = LoadTotals.Of(await load.StopAsync());
        }

        var broken = await BreakFirstAsync(sides, runs % 2 == 0 ? Slot.Blue : Slot.Green, context, cancellation);
        return new BenchResult
        {
            Name = Name,
            At = context.Time.GetUtcNow(),
            Machine = Machine.Read(),
            Figures =
            [
                new($"requests during {runs} switches", kept.Requests),
                new($"failed requests during {runs} switches", kept.Lost + kept.Bad, Goal: 0),
                new("request latency, p99", kept.P99Ms, "ms"),
                new("selector changed to the first answer of the new version, median", new Sample(first).Median, "ms"),
                new("selector changed to the last answer of the old version, worst", new Sample(last).Worst, "ms"),
                new("whole switch, from no pods to no pods, median", new Sample(made).Median, "s"),
                new($"failed requests during {BreakFirstRuns} switches that break before they make", broken.Lost + broken.Bad),
            ],
            Notes =
            [
                "A real API server, scheduler, kubelet, containerd and kube-proxy (iptables) on this machine; two pods a side, each request on a connection of its own through the Service's address.",
                $"{LoadPerSecond} requests/s; pods, node and load share the machine's cores.",
                $"Make before break: pods of the new side are ready, then the selector changes, then after {SettleSeconds} s the old side goes.",
            ],
        };
    }

    private static async Task<LoadTotals> BreakFirstAsync(TwoSides sides, Slot from, BenchContext context, CancellationToken cancellation)
    {
        await using var load = Load(sides, context);
        for (var run = 1; run <= BreakFirstRuns; run++)
        {
            var to = from == Slot.Blue ? Slot.Green : Slot.Blue;
            await sides.SelectAsync(to, cancellation);
            await sides.ScaleAsync(from, up: false, cancellation);
            await sides.ScaleAsync(to, up: true, cancellation);
            await sides.ReadyAsync(to, cancellation);
            await sides.GoneAsync(from, cancellation);
            from = to;
        }

        return LoadTotals.Of(await load.StopAsync());
    }

    private static LoadGenerator Load(TwoSides sides, BenchContext context) => LoadGenerator.Start(
        new LoadOptions { Url = sides.Url, RequestsPerSecond = LoadPerSecond, Concurrency = Concurrency, Timeout = TimeSpan.FromSeconds(AnswerSeconds) }, context.Time);

    private static async Task<TimeSpan> FirstAsync(LoadGenerator load, Slot slot, TimeSpan since, TimeProvider time, CancellationToken cancellation)
    {
        while (true)
        {
            var own = load.AnswersSince(since).Where(answer => answer.Version == TwoSides.Version(slot)).Take(1).ToList();
            if (own is [var answer])
                return answer.At;
            if ((load.Elapsed - since).TotalSeconds > InForceSeconds)
                throw new BenchFailedException($"no request came to {slot} within {InForceSeconds} s");
            await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), time, cancellation);
        }
    }

    private static string Losses(IReadOnlyList<Answer> answers)
    {
        var kinds = answers.Where(answer => answer.IsLost || answer.IsBad).GroupBy(answer => answer.Error ?? $"status {answer.Status}").Select(kind => $"{kind.Count()} × {kind.Key}").ToList();
        return kinds.Count == 0 ? "no request failed" : string.Join(", ", kinds);
    }

    private static TimeSpan Last(LoadGenerator load, Slot slot, TimeSpan since) =>
        load.AnswersSince(since).Where(answer => answer.Version == TwoSides.Version(slot)).Select(answer => answer.At).DefaultIfEmpty(since).Max();
}
