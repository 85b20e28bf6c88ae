using Slipway.Bench.Load;
using Slipway.Bench.Results;
using Slipway.Bench.Running;
using Slipway.Core.Values;

namespace Slipway.Bench.Gateway;

/// <summary>The gateway against HAProxy and nginx side by side, and its changes under load.</summary>
public sealed class GatewayBench : IBenchmark
{
    private const int DefaultRuns = 5;
    private const int WarmUpSeconds = 10;
    private const int RunSeconds = 5;
    private const int WeightChanges = 1000;
    private const int VersionSwitches = 200;
    private const int LoadPerSecond = 2000;
    private const int InForceMilliseconds = 50;
    private const int BetweenChangesMilliseconds = 10;

    public string Name => "gateway";

    public async Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation)
    {
        using var folder = new ScratchFolder();
        var (one, two, nginx, haproxy, gateway) = (Ports.Free(), Ports.Free(), Ports.Free(), Ports.Free(), Ports.Free());
        using var service = await NginxAsync(folder.Path, "service.conf", ProxyConfigs.NginxService(folder.Path, one, two), cancellation);
        using var nginxProxy = await NginxAsync(folder.Path, "proxy.conf", ProxyConfigs.NginxProxy(folder.Path, nginx, one, two), cancellation);
        using var haproxyProxy = await HAProxyAsync(folder.Path, ProxyConfigs.HAProxy(haproxy, one, two), cancellation);
        await using var under = await GatewayUnderTest.StartAsync(context, folder.Path, gateway, cancellation);
        under.SetEndpoint(Slot.Blue, one);
        under.SetEndpoint(Slot.Green, two);
        await under.SplitAsync(TrafficSplit.With(Slot.Green, Weight.FromPercent(10)), cancellation);

        var throughput = await CompareAsync([haproxy, nginx, gateway], context.Runs ?? DefaultRuns, cancellation);
        var changes = await ChangeAsync(under, gateway, one, two, context, cancellation);
        return new BenchResult
        {
            Name = Name,
            At = context.Time.GetUtcNow(),
            Machine = Machine.Read(),
            Figures = [.. throughput, .. changes],
            Notes =
            [
                $"wrk with 64 connections and one thread, {RunSeconds} s a run, the three in turn, medians; a 90/10 split over the same two upstreams.",
                "wrk, the upstreams and the proxy share the machine's cores.",
                "What limits the gateway: the runtime tries every receive before it waits, so a request costs six system calls where HAProxy's costs four; "
                + "over half of its time is the kernel's, a third YARP, the HTTP client and the server.",
                $"Changes: from the control plane's order to the gateway's confirmation, at {LoadPerSecond} requests/s.",
            ],
        };
    }

    private static async Task<IReadOnlyList<Figure>> CompareAsync(int[] ports, int runs, CancellationToken cancellation)
    {
        foreach (var port in ports)
            await Wrk.RunAsync(port, WarmUpSeconds, cancellation);
        var rates = ports.Select(_ => new List<double>()).ToList();
        for (var run = 0; run < runs; run++)
        {
            for (var proxy = 0; proxy < ports.Length; proxy++)
                rates[proxy].Add(await Wrk.RunAsync(ports[proxy], RunSeconds, cancellation));
        }

        // A ratio is taken within each round, where both met the same machine, and then its median.
        double Ratio(int other) => new Sample([.. rates[2].Zip(rates[other], (own, its) => own / its)]).Median;
        return
        [
            new("HAProxy, median", new Sample(rates[0]).Median, "requests/s"),
            new("nginx, median", new Sample(rates[1]).Median, "requests/s"),
            new("gateway, median", new Sample(rates[2]).Median, "requests/s"),
            new("gateway / HAProxy", Ratio(0), Goal: 1, GoalIsMinimum: true),
            new("gateway / nginx", Ratio(1), Goal: 1, GoalIsMinimum: true),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> ChangeAsync(
        GatewayUnderTest under, int port, int one, int two, BenchContext context, CancellationToken cancellation)
    {
        await using var load = LoadGenerator.Start(
            new LoadOptions { Url = new Uri($"http://127.0.0.1:{port}/"), RequestsPerSecond = LoadPerSecond }, context.Time);
        var (weights, switches) = (new List<double>(), new List<double>());
        for (var change = 1; change <= WeightChanges; change++)
        {
            // Steps of 37 visit all of 1 to 99 and are never the same twice in a row.
            var split = TrafficSplit.With(Slot.Green, Weight.FromPercent(1 + (change * 37 % 99)));
            weights.Add((await under.SplitAsync(split, cancellation)).TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(BetweenChangesMilliseconds), context.Time, cancellation);
        }

        await under.SplitAsync(TrafficSplit.AllTo(Slot.Blue), cancellation);
        for (var change = 1; change <= VersionSwitches; change++)
        {
            // Another instance comes up on the side without traffic, then all goes there.
            var slot = change % 2 == 0 ? Slot.Blue : Slot.Green;
            under.SetEndpoint(slot, change / 2 % 2 == 0 ? one : two);
            switches.Add((await under.SplitAsync(TrafficSplit.AllTo(slot), cancellation)).TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(BetweenChangesMilliseconds), context.Time, cancellation);
        }

        var answers = LoadTotals.Of(await load.StopAsync());
        return
        [
            new("requests during changes", answers.Requests),
            new("failed requests during changes", answers.Lost + answers.Bad, Goal: 0),
            new("request latency during changes, p99", answers.P99Ms, "ms"),
            new($"{WeightChanges} weight changes in force, median", new Sample(weights).Median, "ms"),
            new($"{WeightChanges} weight changes in force, p99", new Sample(weights).Quantile(0.99), "ms", InForceMilliseconds),
            new($"{VersionSwitches} version switches in force, p99", new Sample(switches).Quantile(0.99), "ms", InForceMilliseconds),
        ];
    }

    private static async Task<ChildProcess> NginxAsync(string folder, string name, string config, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, config, cancellation);
        return ChildProcess.Start("nginx", ["-c", file, "-e", Path.Combine(folder, "start.log")]);
    }

    private static async Task<ChildProcess> HAProxyAsync(string folder, string config, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, "haproxy.cfg");
        await File.WriteAllTextAsync(file, config, cancellation);
        return ChildProcess.Start("haproxy", ["-f", file]);
    }
}
