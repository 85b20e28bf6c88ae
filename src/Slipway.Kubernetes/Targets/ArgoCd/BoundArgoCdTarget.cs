using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>The Applications of one spec. Holds nothing of its own: caches and clients are shared.</summary>
internal sealed class BoundArgoCdTarget(Clusters clusters, ClusterCatalog catalog, ArgoCdSpec spec, PodProber prober, TimeProvider time) : ITarget
{
    private const int MaxAttempts = 12;

    private readonly PackageReads _packages = new(clusters, spec.Context, prober);

    public string Name => ArgoCdSpec.Kind;

    public async Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation)
    {
        try
        {
            var asked = workload.Spec as ArgoCdSpec ?? spec;
            return await new ArgoPreflight(clusters.Client(asked.Context), asked, workload.Environment).ProblemsAsync(cancellation);
        }
        catch (KubeException unusable)
        {
            return [unusable.Message];
        }
    }

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        var doing = workload.Replicas == 0 ? $"bring {workload.Slot.Label()} to none" : $"bring {workload.Version} to {workload.Slot.Label()}";
        return Faults.ToldAsync(doing, async () =>
        {
            var client = clusters.Client(spec.Context);
            await new EnvironmentFence(client, spec.Namespaces.Blue, workload.Environment).RunAsync(order, writes =>
            {
                var orders = new ArgoOrders(client, spec, writes, Applications(workload.Slot), order, time);
                return workload.Replicas == 0 ? orders.ClearAsync(workload.Environment, workload.Slot, cancellation) : orders.RaiseAsync(workload, cancellation);
            }, cancellation);
            return true;
        });
    }

    public Task<string?> HoldStillAsync(EnvironmentKey environment, string mark, bool hold, CancellationToken cancellation) =>
        Faults.ToldAsync(hold ? $"switch off the automated sync of {environment}" : $"switch the automated sync of {environment} back on", async () =>
        {
            var changed = new List<string>();
            foreach (var place in Slots.All.Select(slot => ArgoPlace.Of(spec, slot)).Distinct())
            {
                if (await HoldStillAsync(place, mark, hold, cancellation))
                    changed.Add(place.ToString());
            }

            return changed.Count == 0 ? null : $"automated sync of {string.Join(" and ", changed)} is {(hold ? "off" : "as it was")}";
        });

    public Task TellWindowsAsync(EnvironmentKey environment, IReadOnlyList<WindowSpec> windows, CancellationToken cancellation) =>
        spec.SyncWindows ? new ArgoProjects(clusters).WriteAsync(environment, spec, windows, cancellation) : Task.CompletedTask;

    public Task<WorkloadStatus> ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation) => Faults.ToldAsync($"read {environment} {slot.Label()}", async () =>
        await new ArgoReads(spec, _packages).StatusAsync(await ApplicationAsync(slot, cancellation), environment, slot, cancellation));

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Faults.ToldAsync<IReadOnlyList<CheckResult>>($"check {environment} {slot.Label()}", async () =>
        {
            if ((await ReadAsync(environment, slot, cancellation)) is not { Ready: 1, Version: { } version } || await ApplicationAsync(slot, cancellation) is not { } application)
                return [];
            return await _packages.PutChecksAsync(ArgoPlace.Workloads(application), PackageReads.IdOf(slot, version), checks, cancellation);
        });

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Faults.ToldAsync<IReadOnlyList<LogLine>>($"read the logs of {environment} {slot.Label()}", async () =>
            await ApplicationAsync(slot, cancellation) is { } application && ArgoOrdered.Of(application)?.Slot == slot ? await _packages.ReadLogsAsync(ArgoPlace.Workloads(application), lines, cancellation) : []);

    public Task<IReadOnlyList<Drift>> DriftAsync(Workload workload, CancellationToken cancellation) =>
        Faults.ToldAsync<IReadOnlyList<Drift>>($"compare {workload.Environment} with Git", async () =>
        {
            // While a sync is under way or another version was ordered, a difference is no drift.
            if (await ApplicationAsync(workload.Slot, cancellation) is not { } application || ArgoOrdered.Of(application) is not { IsWanted: true } ordered
                || ordered.Slot != workload.Slot || ordered.Version != workload.Version || ArgoSync.IsRunning(application)
                || !ArgoSync.IsCurrent(application, ordered) || !ArgoSync.IsCompared(application, ordered.Revision) || application.Text("status", "sync", "status") != "OutOfSync")
                return [];
            var drifts = new List<Drift>();
            foreach (var item in application.Items("status", "resources").Select(item => new KubeObject(item)).Where(item => item.Text("status") == "OutOfSync"))
                drifts.Add(new Drift($"{item.Kind} {item.Text("name")}", await FieldsAsync(application, item, cancellation)));
            return drifts.Count > 0 ? drifts : [new Drift($"Application {application.Name}", [])];
        });

    /// <returns>False where it was so already, or there is no such Application.</returns>
    private async Task<bool> HoldStillAsync(ArgoPlace place, string mark, bool hold, CancellationToken cancellation)
    {
        var client = clusters.Client(spec.Context);
        for (var attempt = 1; ; attempt++)
        {
            if (await client.GetAsync(ArgoKinds.Applications, place.Namespace, place.Name, cancellation) is not { } read || AutomatedSync.IsHeldBy(read, mark) == hold)
                return false;
            var wanted = new KubeObject(read.Json.DeepClone().AsObject());
            if (hold)
                AutomatedSync.Hold(wanted, mark);
            else
                AutomatedSync.Release(wanted, mark);
            var patch = JsonChanges.Between(read.Json, wanted.Json);
            patch.Insert(0, new JsonObject { ["op"] = "replace", ["path"] = "/metadata/resourceVersion", ["value"] = read.ResourceVersion });
            try
            {
                await client.PatchAsync(ArgoKinds.Applications, place.Namespace, place.Name, JsonPatchKind.Json, patch, cancellation: cancellation);
                return true;
            }
            catch (KubeException race) when (race.Status == 409 && attempt < MaxAttempts)
            {
                // Its controller wrote in between: read again what it is now.
            }
        }
    }

    private WatchCache Applications(Slot slot) => clusters.Cache(spec.Context, ArgoKinds.Applications, spec.Namespaces[slot]);

    private Task<KubeObject?> ApplicationAsync(Slot slot, CancellationToken cancellation) => Applications(slot).GetAsync(spec.Namespaces[slot], spec.Applications[slot], cancellation);

    /// <summary>Argo CD's own diff is behind its own server; what it applied it noted on each object.</summary>
    private async Task<IReadOnlyList<string>> FieldsAsync(KubeObject application, KubeObject item, CancellationToken cancellation)
    {
        if (!ArgoPlace.IsInOwnCluster(application))
            return [];
        try
        {
            var kinds = await catalog.KindsAsync(spec.Context, static _ => true, cancellation);
            return kinds.Find(item.Text("group") ?? "", item.Kind) is { } kind && item.Text("name") is { } name
                && await clusters.Client(spec.Context).GetAsync(kind, item.Text("namespace"), name, cancellation) is { } live ? LastApplied.Changed(live) : [];
        }
        catch (KubeException refused) when (refused.Status == 403)
        {
            // The object may not be read: that it drifts is said anyway.
            return [];
        }
    }
}
