using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers;
using Slipway.Kubernetes.Targets;
using Slipway.Storage;
using Slipway.Testing.Kubernetes;

namespace Slipway.Bench.Kubernetes;

/// <summary>The engine, the store and the adapters of a server that works on a real cluster, in this process.</summary>
internal sealed class ClusterEngine : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly DirectoryInfo _folder;
    private readonly SqliteStore _store;
    private readonly CancellationTokenSource _life = new();
    private readonly RolloutService _service;
    private readonly TimeProvider _time;
    private readonly Task _running;

    private ClusterEngine(DirectoryInfo folder, SqliteStore store, Cluster cluster, ClusterApps apps, TimeProvider time)
    {
        (_folder, _store, _time) = (folder, store, time);
        Clusters = new Clusters(cluster.KubeConfigPath, time);
        Ledger = new Ledger(store, time, store);
        var adapters = new Adapters([new DeploymentTarget(Clusters, time)], KubernetesRouters.All(Clusters, time), [], apps);
        var (budgets, places) = (new Budgets(store, time), new Places(apps));
        var engine = new RolloutEngine(
            Ledger, store, store, adapters, budgets, places, new Checklists(store, [], time), time, NullLogger<RolloutEngine>.Instance, new ServerNote("bench", "", ""));
        _service = new RolloutService(Ledger, places, new ReleaseFinder(apps), adapters, budgets, engine.Wake);
        _running = engine.RunAsync(_life.Token);
    }

    public Clusters Clusters { get; }

    public Ledger Ledger { get; }

    public static async Task<ClusterEngine> StartAsync(Cluster cluster, ClusterApps apps, TimeProvider time, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("slipway-bench-");
        return new ClusterEngine(folder, await SqliteStore.OpenAsync(Path.Combine(folder.FullName, "slipway.db"), time, cancellation), cluster, apps, time);
    }

    /// <summary>Requests to the API server so far, watches counted apart.</summary>
    public (long Watches, long Others) Requests()
    {
        var counted = Clusters.Client().Requests;
        var watches = counted.Where(verb => verb.Key == "watch").Sum(verb => verb.Value);
        return (watches, counted.Sum(verb => verb.Value) - watches);
    }

    public async Task<RolloutState> DeployAsync(string app, string version, CancellationToken cancellation)
    {
        var outcome = await _service.DeployAsync(new Request.Deploy(app, ClusterApps.Production, version, Supersede: false, null, "bench"), cancellation);
        return outcome.IsAccepted ? outcome.Value : throw new BenchFailedException($"{app} {version} is not begun: {outcome.Refusal.Message}");
    }

    /// <summary>Waits until a rollout has ended, and fails unless it was promoted.</summary>
    public async Task EndedAsync(string id, CancellationToken cancellation)
    {
        while (true)
        {
            var state = await Ledger.LoadAsync(id, cancellation);
            if (state is { IsLive: false })
            {
                if (state.Phase != RolloutPhase.Succeeded)
                    throw new BenchFailedException($"{id} ended as {state.Phase}: {state.Cause?.Sentence}");
                return;
            }

            await Task.Delay(Look, _time, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        await Clusters.DisposeAsync();
        await _store.DisposeAsync();
        _life.Dispose();
        _folder.Delete(recursive: true);
    }
}
