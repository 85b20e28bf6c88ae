using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Slipway.Bench.Results;
using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Spectre.Console;

namespace Slipway.Bench.Kubernetes;

/// <summary>Few and many Deployments under management: what they cost while nothing happens, and how soon the next step follows when pods are ready.</summary>
/// <param name="counts">How many, in turn; empty: as is thought right.</param>
internal sealed class ManagedDeployments(Cluster cluster, BenchContext context, IReadOnlyList<int> counts)
{
    /// <summary>Rollouts that are timed: so many, or one of each Deployment where these are more, up to <see cref="MaxRollouts"/>.</summary>
    private const int MinRollouts = 20;
    private const int MaxRollouts = 100;
    private const int AtOnce = 10;
    private const double GoalMilliseconds = 250;

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    private static readonly int[] DefaultCounts = [1, 10, 100, 500];

    public async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellation)
    {
        var figures = new List<Figure>();
        foreach (var count in counts.Count > 0 ? counts : DefaultCounts)
            figures.AddRange(await MeasureAsync(count, cancellation));
        return figures;
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(int count, CancellationToken cancellation)
    {
        var ns = await cluster.NamespaceAsync(cancellation);
        await using var kubelet = await Kubelet.StartAsync(cluster, ns, cancellation);
        var apps = ClusterApps.Canaries(ns, count, replicas: 1, [Weight.FromPercent(50), Weight.Full]);
        using var user = new KubeClient(KubeConfig.Load(cluster.KubeConfigPath).Context(), context.Time);
        await Parallel.ForEachAsync(apps.Keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (key, stop) =>
        {
            await user.CreateAsync(ResourceKinds.Deployments, WorkloadObjects.Deployment(ns, key.App, replicas: 1), cancellation: stop);
            await user.CreateAsync(ResourceKinds.Services, WorkloadObjects.Service(ns, key.App), cancellation: stop);
        });

        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var engine = await ClusterEngine.StartAsync(cluster, apps, context.Time, cancellation);
        var began = context.Time.GetTimestamp();
        await DeployAllAsync(engine, apps.Keys, "1.0.0", cancellation);
        context.Console.WriteLine($"  {count} Deployments are taken over, in {context.Time.GetElapsedTime(began).TotalSeconds:0} s");

        await Task.Delay(Settle, context.Time, cancellation);
        var (watches, others) = engine.Requests();
        var cpu = Environment.CpuUsage.TotalTime;
        await Task.Delay(Idle, context.Time, cancellation);
        var (watchesAfter, othersAfter) = engine.Requests();
        var busy = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        var heap = GC.GetTotalMemory(forceFullCollection: true) - before;
        context.Console.WriteLine($"  idle for a minute: {othersAfter - others} requests, {watchesAfter - watches} watches");

        var delays = await DelaysAsync(engine, ns, apps, cancellation);
        context.Console.WriteLine($"  ready to next step: median {delays.Median:0} ms, p99 {delays.Quantile(0.99):0} ms");
        return
        [
            new Figure($"API requests in an idle minute, watches aside, {count} Deployments", othersAfter - others, "", 0),
            new Figure($"watches begun in an idle minute, {count} Deployments", watchesAfter - watches),
            new Figure($"heap of store, engine, caches and clients, {count} Deployments", heap / 1e6, "MB"),
            new Figure($"processor time in an idle minute, the simulated node included, {count} Deployments", busy, "s"),
            new Figure($"pod ready to next step, median of {delays.Count}, {count} Deployments", delays.Median, "ms"),
            new Figure($"pod ready to next step, p99 of {delays.Count}, {Math.Min(AtOnce, count)} rollouts at once, {count} Deployments", delays.Quantile(0.99), "ms", GoalMilliseconds),
        ];
    }

    private static Task DeployAllAsync(ClusterEngine engine, IEnumerable<EnvironmentKey> keys, string version, CancellationToken cancellation) =>
        Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (key, stop) =>
            await engine.EndedAsync((await engine.DeployAsync(key.App, version, stop)).Id, stop));

    /// <summary>From the instant at which a watch of its own shows the candidate's first pod as ready to the event that says that the step is done.</summary>
    private async Task<Sample> DelaysAsync(ClusterEngine engine, string ns, ClusterApps apps, CancellationToken cancellation)
    {
        var readyAt = new ConcurrentDictionary<(string App, string Version), DateTimeOffset>();
        using var watcher = new KubeClient(KubeConfig.Load(cluster.KubeConfigPath).Context(), context.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = WatchAsync(watcher, ns, readyAt, stop.Token);
        var delays = new ConcurrentBag<double>();
        var chosen = apps.Keys.Take(MaxRollouts).ToList();
        for (var round = 0; delays.Count < Math.Max(MinRollouts, chosen.Count) && round < MinRollouts; round++)
        {
            var version = $"2.0.{round}";
            await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (key, token) =>
            {
                var rollout = await engine.DeployAsync(key.App, version, token);
                await engine.EndedAsync(rollout.Id, token);
                if (await ProvisionedAtAsync(engine, rollout, token) is { } next && readyAt.TryGetValue((key.App, version), out var ready))
                    delays.Add(Math.Max(0, (next - ready).TotalMilliseconds));
            });
        }

        await stop.CancelAsync();
        await watching;
        return new Sample([.. delays]);
    }

    private static async Task<DateTimeOffset?> ProvisionedAtAsync(ClusterEngine engine, RolloutState rollout, CancellationToken cancellation)
    {
        var step = rollout.Plan.Steps.ToList().FindIndex(s => s is ProvisionStep);
        var events = await engine.Ledger.Store.ReadStreamAsync(rollout.Id, 0, cancellation);
        var done = events.Where(e => EventCodec.DecodeRollout(e) is StepSucceeded).Skip(step).FirstOrDefault();
        return done?.Time;
    }

    private async Task WatchAsync(KubeClient watcher, string ns, ConcurrentDictionary<(string App, string Version), DateTimeOffset> readyAt, CancellationToken stop)
    {
        try
        {
            var from = (await watcher.ListAsync(ResourceKinds.Pods, ns, cancellation: stop)).ResourceVersion;
            await foreach (var change in watcher.WatchAsync(ResourceKinds.Pods, ns, from, cancellation: stop))
            {
                if (change.Object is { } pod && pod.Text("metadata", "labels", Marks.App) is { } app && pod.Text("metadata", "annotations", Marks.Version) is { } version
                    && pod.Items("status", "conditions").Any(condition => (string?)condition["type"] == "Ready" && (string?)condition["status"] == "True"))
                {
                    readyAt.TryAdd((app, version), context.Time.GetUtcNow());
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It was watched for long enough.
        }
    }
}
