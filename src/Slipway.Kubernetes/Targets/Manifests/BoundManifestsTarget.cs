using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.Manifests;

/// <summary>The manifests of one spec. Holds nothing of its own: caches and clients are shared.</summary>
internal sealed class BoundManifestsTarget(Clusters clusters, ClusterCatalog catalog, ManifestsSpec spec, PodProber prober, TimeProvider time) : ITarget
{
    private readonly PackageReads _reads = new(clusters, spec.Context, prober);

    public string Name => ManifestsSpec.Kind;

    public async Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation)
    {
        try
        {
            var client = clusters.Client(spec.Context);
            return await new ManifestPreflight(client, spec, workload).ProblemsAsync(await PlanAsync(workload, cancellation), cancellation);
        }
        catch (Exception refused) when (refused is KubeException or FormatException or PortUnavailableException)
        {
            return [refused.Message];
        }
    }

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        var doing = workload.Replicas == 0 ? $"bring {workload.Slot.Label()} to none" : $"bring {workload.Version} to {workload.Slot.Label()}";
        return Faults.ToldAsync(doing, async () =>
        {
            var client = clusters.Client(spec.Context);
            // What is wrong with the files is found before anything is touched.
            var plan = workload.Replicas == 0 ? null : Sound(await PlanAsync(workload, cancellation), doing);
            var fence = new EnvironmentFence(client, spec.Namespaces.Blue, workload.Environment);
            await fence.RunAsync(order, writes =>
            {
                var orders = new ManifestOrders(client, Notes(workload.Slot), writes, _reads, workload, time);
                return plan is null ? orders.ClearAsync(cancellation) : orders.RaiseAsync(plan, cancellation);
            }, cancellation);
            return true;
        });
    }

    public Task<WorkloadStatus> ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation) =>
        Faults.ToldAsync($"read {environment} {slot.Label()}", async () => await _reads.StatusAsync(await Notes(slot).ReadAsync(environment, cancellation), slot, working: null, cancellation));

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Faults.ToldAsync($"check {environment} {slot.Label()}", async () => await _reads.RunChecksAsync(await Notes(slot).ReadAsync(environment, cancellation), slot, checks, cancellation));

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Faults.ToldAsync<IReadOnlyList<LogLine>>($"read the logs of {environment} {slot.Label()}", async () =>
            await Notes(slot).ReadAsync(environment, cancellation) is { } note && note.Slot == slot ? await _reads.ReadLogsAsync(note.Objects, lines, cancellation) : []);

    public Task<IReadOnlyList<Drift>> DriftAsync(Workload workload, CancellationToken cancellation)
    {
        var doing = $"compare {workload.Environment} with the manifests of {workload.Version}";
        return Faults.ToldAsync<IReadOnlyList<Drift>>(doing, async () =>
        {
            // What another version or side has put there since is no drift.
            var note = await Notes(workload.Slot).ReadAsync(workload.Environment, cancellation);
            return note is { IsWanted: true, IsWorking: false } && note.Slot == workload.Slot && note.Version == workload.Version
                ? await new ManifestDrift(clusters.Client(spec.Context)).ReadAsync(Sound(await PlanAsync(workload, cancellation), doing), cancellation)
                : [];
        });
    }

    private PackageNotes Notes(Slot slot) => new(clusters, spec.Context, spec.Namespaces[slot]);

    private async Task<ManifestPlan> PlanAsync(Workload workload, CancellationToken cancellation)
    {
        IReadOnlyList<ManifestDocument> documents;
        try
        {
            documents = await new ManifestFiles(spec, time).ReadAsync(workload, cancellation);
        }
        catch (FormatException bad)
        {
            throw new PortUnavailableException(bad.Message, inner: bad);
        }

        ManifestPlan Made(ClusterKinds kinds) => ManifestPlan.Of(documents, kinds, spec.Namespaces[workload.Slot], workload.Environment);
        return Made(await catalog.KindsAsync(spec.Context, kinds => Made(kinds).Problems.Count == 0, cancellation));
    }

    private static ManifestPlan Sound(ManifestPlan plan, string doing) => plan.Problems.Count == 0
        ? plan
        : throw new PortUnavailableException($"could not {doing}: {string.Join("; ", plan.Problems)}");
}
