using Slipway.Bench.Results;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Node;
using Spectre.Console;

namespace Slipway.Bench.Kubernetes;

/// <summary>
/// Rollouts of real pods behind a Service, under load: how many requests fail. Blue-green by the Service's selector; a canary by the
/// number of pods, with a <c>preStop</c> hook and without one; and pods that end before there are others, which shows that the load would see it.
/// </summary>
/// <param name="only">A part of the names of the parts to run; null: all.</param>
public sealed class ServiceSwitchBench(string? only) : IBenchmark
{
    /// <summary>It is asked for by its name alone: it needs root.</summary>
    public const string Word = "kubernetes-switch";

    private const int DefaultRuns = 20;
    private const int CanaryRuns = 3;
    private const int Breaks = 2;
    private const int Replicas = 2;
    private const int CanaryReplicas = 4;

    private static readonly TimeSpan Hook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Observe = TimeSpan.FromSeconds(1);

    public string Name => Word;

    public async Task<BenchResult> RunAsync(BenchContext context, CancellationToken cancellation)
    {
        if (!RealNode.IsPossible)
            throw new BenchFailedException("this benchmark runs real pods: eng/kubernetes-node.sh gives it a place for them");
        await using var cluster = await Cluster.StartAsync(cancellation);
        context.Console.WriteLine("  the API server runs");
        await using var node = await RealNode.StartAsync(cluster, cancellation);
        context.Console.WriteLine("  the node is ready");

        var (figures, losses) = (new List<Figure>(), new List<Loss>());
        var blueGreen = new BlueGreenSpec { Observe = Observe, KeepWarm = TimeSpan.Zero };
        var canary = new CanarySpec { Observe = Observe, Weights = [Weight.FromPercent(25), Weight.FromPercent(50), Weight.Full] };
        var runs = context.Runs ?? DefaultRuns;
        await RolloutsAsync("blue-green switch", TimeSpan.Zero, blueGreen, Replicas, runs, "switches");
        await RolloutsAsync("canary by pods, preStop hook", Hook, canary, CanaryReplicas, Math.Min(runs, CanaryRuns), "canaries");
        await RolloutsAsync("canary by pods, no hook", TimeSpan.Zero, canary, CanaryReplicas, Math.Min(runs, CanaryRuns), "canaries");
        if (IsWanted("break before make"))
            figures.AddRange(await BreakAsync());
        return new BenchResult
        {
            Name = Name,
            At = context.Time.GetUtcNow(),
            Machine = Machine.Read(),
            Figures = figures,
            Losses = losses,
            Notes =
            [
                "A real API server, scheduler, kubelet, containerd and kube-proxy (iptables) on this machine. Pods, node, load and Slipway share its cores.",
                $"Each rollout is Slipway's own, by its engine, the target deployment and the router service, with the default drain of 5 s; {Replicas} pods a side in a switch, {CanaryReplicas} in a canary of 25, 50 and 100 %.",
                $"{TwoLoads.PerSecond} requests/s, each on a new connection, and {TwoLoads.PerSecond} requests/s on {TwoLoads.Kept} connections that stay open, by an HTTP client that asks again on a new connection where the server has closed a kept one before it answered, as such clients do.",
                "The pods run an ASP.NET program: on SIGTERM it takes no new connections, answers what it has, closes the others and ends.",
                $"The hook waits {Hook.TotalSeconds:0} s. Without one a canary by pods loses requests, whoever makes it: a pod has ended before kube-proxy has heard of it. A client that is then connected to nobody waits for its limit, and so do the requests that are due on that connection.",
            ],
        };

        bool IsWanted(string part) => only is null || part.Contains(only, StringComparison.Ordinal);

        async Task RolloutsAsync(string part, TimeSpan hook, StrategySpec strategy, int replicas, int count, string what)
        {
            if (!IsWanted(part))
                return;
            var shop = new RealShop(cluster, node, await cluster.NamespaceAsync(cancellation), hook, context.Time);
            var rollouts = new RolloutsUnderLoad(cluster, context, part, mayLose: strategy is CanarySpec && hook == TimeSpan.Zero);
            figures.AddRange(await rollouts.MeasureAsync(shop, strategy, replicas, count, what, cancellation));
            losses.AddRange(rollouts.Losses);
            await shop.DeleteAsync(cancellation);
        }

        async Task<IReadOnlyList<Figure>> BreakAsync()
        {
            const string part = "break before make";
            var shop = new RealShop(cluster, node, await cluster.NamespaceAsync(cancellation), TimeSpan.Zero, context.Time);
            await shop.CreateAsync(cancellation);
            await using var load = TwoLoads.Start(shop.Url, context.Time);
            await shop.BreakAsync(Replicas, cancellation);
            var began = context.Time.GetUtcNow();
            for (var run = 1; run <= Breaks; run++)
                await shop.BreakAsync(Replicas, cancellation);
            await load.StopAsync();
            var broken = load.Losses(part, began, _ => part).Count;
            context.Console.WriteLine($"  {part}: {broken} requests failed");
            return [new Figure($"{part}: failed requests in {Breaks} times that all pods end first", broken)];
        }
    }
}
