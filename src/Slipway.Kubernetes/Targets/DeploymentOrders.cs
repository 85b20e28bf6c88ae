using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;

namespace Slipway.Kubernetes.Targets;

/// <summary>Carries out one order: brings a version to a side, or a side to none.</summary>
internal sealed class DeploymentOrders(KubeClient client, DeploymentSpec spec, FencedWrites writes, Action<KubeObject> learn)
{
    public async Task RaiseAsync(Workload workload, CancellationToken cancellation)
    {
        var places = await ReadAsync(workload.Environment, cancellation);
        var place = places.For(workload.Slot);
        var own = places.Own.Deployment ?? throw Missing();
        var copies = new ConfigCopies(client, spec, workload.Environment);
        var release = ReleaseTemplate.Of(workload, spec, await copies.EnsureAsync(writes, place.Namespace, workload, cancellation));
        var autoscaler = await Autoscaling.FindAsync(client, place.IsTwin ? spec.Namespaces.Blue : place.Namespace, spec.Deployment, cancellation);
        var order = new Ordered(workload.Slot, workload.Version, workload.Artifact, workload.Replicas, autoscaler is not null);
        var elsewhere = places.All.Where(other => other != place && other.IsLive).Sum(other => Replicas(other.Deployment!));
        if (place.IsTwin)
            await RaiseTwinAsync(place, own, release, order, autoscaler, elsewhere, cancellation);
        else
            learn(await writes.ChangeAsync(ResourceKinds.Deployments, place.Namespace, place.Name, d => OwnDeployment.Put(d, release, order, Start(d, order, elsewhere)), cancellation, known: place.Deployment) ?? throw Missing());
        await copies.PruneAsync(writes, place.Namespace, cancellation);
    }

    public async Task ClearAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        var places = await ReadAsync(environment, cancellation);
        if (places.Carrier(slot) is not { } place)
        {
            // Nothing is there. That an earlier order, which is still on its way, comes too late must be seen all the same.
            if (places.For(slot) is { IsTwin: false } free && await writes.ChangeAsync(ResourceKinds.Deployments, free.Namespace, free.Name, _ => { }, cancellation, known: free.Deployment) is { } stamped)
                learn(stamped);
        }
        else if (place.IsTwin)
        {
            await Autoscaling.RemoveAsync(client, writes, place.Namespace, place.Name, cancellation);
            if (place.Namespace != spec.Namespaces.Blue)
                await DisruptionBudgets.RemoveAsync(client, writes, place.Namespace, environment, cancellation);
            await writes.DeleteAsync(ResourceKinds.Deployments, place.Namespace, place.Name, d => d.Labels.ContainsKey(Marks.CopyOf), cancellation);
        }
        else
        {
            var isLast = !places.All.Any(other => other != place && other.IsLive);
            var cleared = await writes.ChangeAsync(ResourceKinds.Deployments, place.Namespace, place.Name, d =>
            {
                if (Ordered.Of(d) is { } ordered && ordered.Slot == slot)
                    OwnDeployment.Clear(d, ordered, spec.Container, isLast);
            }, cancellation, known: place.Deployment);
            if (cleared is not null)
                learn(cleared);
        }
    }

    private async Task RaiseTwinAsync(
        DeploymentPlace place, KubeObject own, ReleaseTemplate release, Ordered order, KubeObject? autoscaler, int elsewhere, CancellationToken cancellation)
    {
        var there = place.Deployment;
        // One that was left for the other side selects that side's pods for ever.
        if (place.Ordered is { } left && left.Slot != order.Slot)
        {
            await writes.DeleteAsync(ResourceKinds.Deployments, place.Namespace, place.Name, d => d.Labels.ContainsKey(Marks.CopyOf), cancellation);
            there = null;
        }

        if (there is null && await writes.CreateAsync(ResourceKinds.Deployments, TwinDeployment.Make(own, place.Namespace, place.Name, release, order), cancellation) is not null)
            await writes.ConfirmAsync(cancellation);
        await DisruptionBudgets.CopyAsync(client, writes, own, place.Namespace, release.Environment, cancellation);
        learn(await writes.ChangeAsync(ResourceKinds.Deployments, place.Namespace, place.Name, d => PutTwin(d, own, release, order, elsewhere), cancellation, known: there)
            ?? throw new PortUnavailableException($"{place} was deleted while it was made: try again"));
        if (autoscaler is not null)
            await Autoscaling.CopyAsync(writes, autoscaler, place.Namespace, place.Name, release.Environment, cancellation);
    }

    private void PutTwin(KubeObject twin, KubeObject own, ReleaseTemplate release, Ordered order, int elsewhere)
    {
        if (!twin.Labels.ContainsKey(Marks.CopyOf))
            throw new PortUnavailableException($"{twin} is in the way: Slipway makes a Deployment of this name, and somebody else made one; delete or rename it");
        // The template of a version stays as it was copied, whatever became of the app's own since: pods that run are not to be replaced.
        if (Ordered.Of(twin) is { } before && (before.Version, before.Image) != (order.Version, order.Image))
            TwinDeployment.Replace(twin, own, release);
        else
            release.WriteTo(twin);
        twin.Json.Within("spec")["replicas"] = Start(twin, order, elsewhere);
        order.WriteTo(twin);
    }

    /// <summary>Where an autoscaler is at work, what it set is not taken back.</summary>
    private int Start(KubeObject deployment, Ordered order, int elsewhere)
    {
        if (!order.IsAutoscaled)
            return order.Replicas;
        // What a Deployment of the app's own has while another side's version is brought down there says nothing; all else was set by the autoscaler.
        var here = Ordered.Of(deployment) is { Replicas: 0 } ? 0 : Replicas(deployment);
        return Autoscaling.Start(order.Replicas, spec.Replicas, here, elsewhere);
    }

    private async Task<DeploymentPlaces> ReadAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        var read = await Task.WhenAll(DeploymentPlaces.Candidates(spec).Select(place => client.GetAsync(ResourceKinds.Deployments, place.Namespace, place.Name, cancellation)));
        return DeploymentPlaces.Of(spec, environment, [.. read.OfType<KubeObject>().Where(deployment => !deployment.IsBeingDeleted)]);
    }

    private PortUnavailableException Missing() =>
        new($"Deployment {spec.Namespaces.Blue}/{spec.Deployment} does not exist: create it, or correct its 'name' in the spec");

    private static int Replicas(KubeObject deployment) => (int)(deployment.Integer("spec", "replicas") ?? 1);
}
