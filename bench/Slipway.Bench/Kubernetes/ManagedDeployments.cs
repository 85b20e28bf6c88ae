using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Slipway.Bench.Results;
using Slipway.Core.Engine;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Spectre.Console;

namespace Slipway.Bench.Kubernetes;

/// <summary>Many Deployments under management: what they cost while nothing happens, and how soon the next step follows when pods are ready.</summary>
internal sealed class ManagedDeployments(Cluster cluster, BenchContext context)
{
    private const int DefaultDeployments = 500;
    private const int Rollouts = 100;
    private const int AtOnce = 10;
    private const double GoalMilliseconds = 250;

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellation)
    {
        var count = context.Runs ?? DefaultDeployments;
        var ns = await cluster.NamespaceAsync(cancellation);
        await using var kubelet = await Kubelet.StartAsync(cluster, ns, cancellation);
        var apps = new ClusterApps(ns, count, replicas: 1, [Weight.FromPercent(50), Weight.Full]);
        using var user = new KubeClient(KubeConfig.Load(cluster.KubeConfigPath).Context(), context.Time);
        await Parallel.ForEachAsync(apps.Keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (key, stop) =>
        {
            await user.CreateAsync(ResourceKinds.Deployments, WorkloadObjects.Deployment(ns, key.App, replicas: 1), cancellation: stop);
            await user.CreateAsync(ResourceKinds.Services, WorkloadObjects.Service(ns, key.App), cancellation: stop);
        });

        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var engine = await ClusterEngine.StartAsync(cluster, apps, context.Time, cancellation);
        await DeployAllAsync(engine, apps.Keys, "1.0.0", cancellation);
        context.Console.WriteLine($"  {count} Deployments are taken over");

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
            new Figure($"API requests in an idle minute, {count} Deployments, watches aside", othersAfter - others, "", 0),
            new Figure($"watches begun in an idle minute, {count} Deployments", watchesAfter - watches),
            new Figure($"heap of store, engine, caches and clients with {count} Deployments", heap / 1e6, "MB"),
            new Figure($"processor time in an idle minute, the simulated node included, {count} Deployments", busy, "s"),
            new Figure($"pod ready to next step, median of {delays.Count}", delays.Median, "ms"),
            new Figure($"pod ready to next step, p99 of {delays.Count}, {AtOnce} rollouts at once", delays.Quantile(0.99), "ms", GoalMilliseconds),
        ];
    }

    private static Task DeployAllAsync(ClusterEngine engine, IEnumerable<EnvironmentKey> keys, string version, CancellationToken cancellation) =>
        Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (key, stop) =>
            await engine.EndedAsync((await engine.DeployAsync(key.App, version, stop)).Id, stop));

    /// <summary>From the instant at which a watch of its own shows the candidate's first pod as ready to the event that says that the step is done.</summary>
    private async Task<Sample> DelaysAsync(ClusterEngine engine, string ns, ClusterApps apps, CancellationToken cancellation)
    {
        var readyAt = new ConcurrentDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        using var watcher = new KubeClient(KubeConfig.Load(cluster.KubeConfigPath).Context(), context.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = WatchAsync(watcher, ns, readyAt, stop.Token);
        var delays = new ConcurrentBag<double>();
        await Parallel.ForEachAsync(apps.Keys.Take(Rollouts), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (key, token) =>
        {
            var rollout = await engine.DeployAsync(key.App, "2.0.0", token);
            await engine.EndedAsync(rollout.Id, token);
            if (await ProvisionedAtAsync(engine, rollout, token) is { } next && readyAt.TryGetValue(key.App, out var ready))
                delays.Add(Math.Max(0, (next - ready).TotalMilliseconds));
        });
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

    private async Task WatchAsync(KubeClient watcher, string ns, ConcurrentDictionary<string, DateTimeOffset> readyAt, CancellationToken stop)
    {
        try
        {
            var from = (await watcher.ListAsync(ResourceKinds.Pods, ns, cancellation: stop)).ResourceVersion;
            await foreach (var change in watcher.WatchAsync(ResourceKinds.Pods, ns, from, cancellation: stop))
            {
                if (change.Object is { } pod && pod.Text("metadata", "labels", "slipway.dev/slot") == "green" && pod.Text("metadata", "labels", "slipway.dev/app") is { } app
                    && pod.Items("status", "conditions").Any(condition => (string?)condition["type"] == "Ready" && (string?)condition["status"] == "True"))
                {
                    readyAt.TryAdd(app, context.Time.GetUtcNow());
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It was watched for long enough.
        }
    }
}
