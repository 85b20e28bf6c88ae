using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Routers.Maintenance;

namespace Slipway.Kubernetes.Routers.Sides;

/// <summary>Keeps the sides' Services in step with the app's, and takes away those of a name that the spec no longer has.</summary>
internal sealed class SideServiceKeeper(RouterCluster cluster, SideServices sides, EnvironmentKey environment)
{
    private static readonly ApplyOptions Ours = new() { Force = true };

    /// <param name="app">The app's Service as the server has it.</param>
    /// <exception cref="PortUnavailableException">A name that is needed is somebody else's, or the Service leads to a maintenance page.</exception>
    public async Task KeepAsync(KubeObject app, CancellationToken cancellation)
    {
        if (sides.AreApart)
            return;
        foreach (var slot in Slots.All)
        {
            var wanted = SideService.From(app, sides, slot, environment);
            var found = await cluster.SeenAsync(ResourceKinds.Services, sides[slot], cancellation);
            if (found is not null && !OwnObject.IsOf(found, environment))
                throw new PortUnavailableException($"there is a {found} already, and it is not Slipway's: its name is that of the side; rename or delete it");
            if (found is not null && SideService.Says(found.Json, wanted.Json))
                continue;
            if (found is not null)
            {
                // A maintenance page may be put on it meanwhile, and must not be undone.
                ServicePage.RefuseWhileShown(found, environment);
                wanted.Json["metadata"]!["resourceVersion"] = found.ResourceVersion;
            }

            // By content the same for every order, old or new: it needs no fence.
            var kept = await cluster.Client.ApplyAsync(ResourceKinds.Services, wanted, Ours, cancellation);
            cluster.Cache(ResourceKinds.Services, sides[slot].Namespace).Learn(kept);
        }
    }

    public async Task PruneAsync(FencedWrites writes, CancellationToken cancellation)
    {
        var labels = LabelSelector.Parse($"{Marks.ManagedBy}={Marks.Slipway},{Marks.App}={environment.App},{Marks.Environment}={environment.Environment},{Marks.Slot}");
        foreach (var ns in new[] { sides.Namespaces.Blue, sides.Namespaces.Green }.Distinct(StringComparer.Ordinal))
        {
            foreach (var service in await cluster.Cache(ResourceKinds.Services, ns).ListAsync(labels, ns, cancellation))
            {
                if (sides.LeadOf(new ServiceName(ns, service.Name)) is null)
                    await writes.DeleteAsync(ResourceKinds.Services, ns, service.Name, found => OwnObject.IsOf(found, environment), cancellation);
            }
        }
    }
}
