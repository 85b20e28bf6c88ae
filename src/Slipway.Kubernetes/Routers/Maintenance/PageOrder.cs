using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers.Maintenance;

/// <summary>
/// Shows an environment's maintenance page: every Service of the app leads to the page's pods, and no object of a router is touched.
/// It stands in no fence, because a rollout may be in the middle; each Service says for itself which stop came last, and is written only as it was read.
/// </summary>
internal sealed class PageOrder(RouterCluster cluster, SideServices sides, SideEndpoints endpoints, EnvironmentKey environment)
{
    /// <summary>Writers of a Service are few, and each write costs a try.</summary>
    private const int MaxAttempts = 12;

    /// <summary>The app's own first: by it every other order sees that the page is there.</summary>
    private IReadOnlyList<ServiceName> Services =>
        sides.AreApart ? [sides[Slot.Blue], sides[Slot.Green]] : [sides.App, sides[Slot.Blue], sides[Slot.Green]];

    /// <summary>Returns once the endpoints of each Service are those of the page.</summary>
    /// <exception cref="PortUnavailableException">The page has no ready pod, and nothing was changed; or endpoints do not follow.</exception>
    public async Task ShowAsync(string name, int stop, CancellationToken cancellation)
    {
        var pages = new Dictionary<string, KubeObject>(StringComparer.Ordinal);
        foreach (var ns in Services.Select(service => service.Namespace).Distinct(StringComparer.Ordinal))
            pages[ns] = await ReadyAsync(new ServiceName(ns, name), cancellation);
        foreach (var service in Services)
        {
            if (await ChangeAsync(service, found => ServicePage.Show(found, pages[service.Namespace], stop), cancellation) is not null)
                await FollowAsync(service, name, isShown: true, cancellation);
            else if (service == sides.App)
                throw new PortUnavailableException($"there is no Service {service}: create it again");
        }
    }

    /// <summary>In the opposite order: others may divide requests again once all of it is back.</summary>
    /// <param name="name">The page's Service; null: not known.</param>
    public async Task TakeDownAsync(string? name, int stop, CancellationToken cancellation)
    {
        foreach (var service in Services.Reverse())
        {
            var now = await ChangeAsync(service, found => ServicePage.TakeDown(found, stop), cancellation);
            if (now is not null && name is not null && ServicePage.ShownFor(now) is null)
                await FollowAsync(service, name, isShown: false, cancellation);
        }
    }

    private async Task<KubeObject> ReadyAsync(ServiceName page, CancellationToken cancellation)
    {
        var service = await cluster.Client.GetAsync(ResourceKinds.Services, page.Namespace, page.Name, cancellation)
            ?? throw new PortUnavailableException($"there is no Service {page} with the maintenance page of {environment}: create it");
        return await endpoints.BecomeAsync(page, behind => behind.Count > 0, cancellation)
            ? service
            : throw new PortUnavailableException($"no ready pod stands behind the Service {page} with the maintenance page of {environment}: start one");
    }

    private async Task FollowAsync(ServiceName service, string name, bool isShown, CancellationToken cancellation)
    {
        var page = await endpoints.BehindAsync(service with { Name = name }, cancellation);
        if (!await endpoints.BecomeAsync(service, behind => isShown ? behind.SetEquals(page) : !behind.Overlaps(page), cancellation))
            throw new PortUnavailableException($"the endpoints of the Service {service} have not followed its selector yet");
    }

    /// <returns>As it then is; null where there is no such Service.</returns>
    private async Task<KubeObject?> ChangeAsync(ServiceName name, Action<KubeObject> change, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await cluster.Client.GetAsync(ResourceKinds.Services, name.Namespace, name.Name, cancellation) is not { } read)
                return null;
            var wanted = new KubeObject(read.Json.DeepClone().AsObject());
            change(wanted);
            var patch = JsonChanges.Between(read.Json, wanted.Json);
            if (patch.Count == 0)
                return read;
            patch.Insert(0, new JsonObject { ["op"] = "replace", ["path"] = "/metadata/resourceVersion", ["value"] = read.ResourceVersion });
            try
            {
                var changed = await cluster.Client.PatchAsync(ResourceKinds.Services, name.Namespace, name.Name, JsonPatchKind.Json, patch, cancellation: cancellation);
                cluster.Cache(ResourceKinds.Services, name.Namespace).Learn(changed);
                return changed;
            }
            catch (KubeException race) when (race.Status is 409 or 422 && attempt < MaxAttempts)
            {
                // Somebody wrote it in between, and what the patch names may have gone: read again what it is now.
            }
        }
    }
}
