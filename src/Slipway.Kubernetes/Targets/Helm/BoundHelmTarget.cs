using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.Helm;

/// <summary>The Helm release of one spec. Holds nothing of its own: caches, clients and what Helm is at are shared.</summary>
internal sealed class BoundHelmTarget(Clusters clusters, ClusterCatalog catalog, HelmWork work, HelmSpec spec, HelmInstallation installed, PodProber prober, TimeProvider time) : ITarget
{
    private readonly PackageReads _reads = new(clusters, spec.Context, prober);

    public string Name => HelmSpec.Kind;

    public async Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation)
    {
        try
        {
            var client = clusters.Client(spec.Context);
            var inputs = await HelmInputs.ReadAsync(spec, workload, cancellation);
            return await new HelmPreflight(client, Program(workload.Slot), spec).ProblemsAsync(inputs, cancellation);
        }
        catch (Exception refused) when (refused is KubeException or PortUnavailableException)
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
            var inputs = workload.Replicas == 0 ? null : await HelmInputs.ReadAsync(spec, workload, cancellation);
            var fence = new EnvironmentFence(client, spec.Namespaces.Blue, workload.Environment);
            // The order is refused before it may end an older one, and asked about again when it is its turn.
            await fence.AdmitAsync(order, cancellation);
            await work.RunAsync(ReleaseOf(workload.Slot), order, workload.Replicas == 0 ? "Helm uninstalls it" : "Helm is at it", stop => fence.RunAsync(order, writes =>
            {
                var orders = new HelmOrders(Program(workload.Slot), spec, Notes(workload.Slot), writes, (suffices, token) => catalog.KindsAsync(spec.Context, suffices, token), time);
                return inputs is null ? orders.ClearAsync(workload.Environment, workload.Slot, () => IsLastAsync(workload, stop), stop) : orders.RaiseAsync(workload, inputs, stop);
            }, stop), cancellation);
            return true;
        });
    }

    public Task<WorkloadStatus> ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation) => Faults.ToldAsync($"read {environment} {slot.Label()}", async () =>
        await _reads.StatusAsync(await Notes(slot).ReadAsync(environment, cancellation), slot, work.At(ReleaseOf(slot)), cancellation));

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Faults.ToldAsync($"check {environment} {slot.Label()}", async () => await _reads.RunChecksAsync(await Notes(slot).ReadAsync(environment, cancellation), slot, checks, cancellation));

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Faults.ToldAsync<IReadOnlyList<LogLine>>($"read the logs of {environment} {slot.Label()}", async () =>
            await Notes(slot).ReadAsync(environment, cancellation) is { } note && note.Slot == slot ? await _reads.ReadLogsAsync(note.Objects, lines, cancellation) : []);

    private async Task<bool> IsLastAsync(Workload workload, CancellationToken cancellation) =>
        !spec.HasTwoPlaces || await Notes(workload.Slot.Other()).ReadNowAsync(workload.Environment, cancellation) is not { IsWanted: true };

    private string ReleaseOf(Slot slot) => $"{spec.Context} {spec.Namespaces[slot]}/{spec.Release}";

    private HelmProgram Program(Slot slot) => new(installed.Program, spec, spec.Namespaces[slot], installed.KubeConfig, time);

    private PackageNotes Notes(Slot slot) => new(clusters, spec.Context, spec.Namespaces[slot]);
}
