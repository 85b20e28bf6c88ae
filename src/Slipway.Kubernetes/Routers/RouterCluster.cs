using System.Collections.Concurrent;
using Slipway.Core.Ports;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers;

/// <summary>The cluster that a spec's objects are in, as a router uses it.</summary>
/// <param name="served">The version in which this cluster serves a kind, once it was found; shared by all specs of a router.</param>
internal sealed class RouterCluster(Clusters clusters, string? context, ConcurrentDictionary<(string? Context, ResourceKind Preferred), ResourceKind> served)
{
    public KubeClient Client => clusters.Client(context);

    public WatchCache Cache(ResourceKind kind, string ns) => clusters.Cache(context, kind, ns);

    public Task<KubeObject?> SeenAsync(ResourceKind kind, ServiceName name, CancellationToken cancellation) =>
        Cache(kind, name.Namespace).GetAsync(name.Namespace, name.Name, cancellation);

    /// <summary>The first of some versions of a kind that the cluster serves.</summary>
    /// <exception cref="PortUnavailableException">It serves none.</exception>
    public async Task<ResourceKind> ServedAsync(IReadOnlyList<ResourceKind> kinds, string ns, CancellationToken cancellation)
    {
        if (kinds.Count == 1)
            return kinds[0];
        if (served.TryGetValue((context, kinds[0]), out var known))
            return known;
        foreach (var kind in kinds)
        {
            try
            {
                // A version that is not served is told from an object that is not there, whatever its name.
                await Client.GetAsync(kind, ns, "slipway", cancellation);
                return served[(context, kinds[0])] = kind;
            }
            catch (KubeException e) when (e.Reason == KubeReasons.KindNotServed)
            {
                // An older one, then.
            }
        }

        throw NotServed(kinds[0]);
    }

    /// <summary>Runs what reads or writes; what the server says against it becomes what a port throws.</summary>
    /// <param name="doing">What was wanted.</param>
    public async Task<T> ToldAsync<T>(string doing, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (KubeException e) when (e.Reason == KubeReasons.KindNotServed)
        {
            // It was there before, perhaps in another version: look again next time.
            foreach (var key in served.Keys.Where(key => key.Context == context))
                served.TryRemove(key, out _);
            throw Faults.Of(e, doing);
        }
        catch (KubeException e)
        {
            throw Faults.Of(e, doing);
        }
    }

    private static PortUnavailableException NotServed(ResourceKind kind) =>
        new($"the cluster does not know {kind.Kind} ({kind}): install the custom resource definitions of that router, or use another router in the spec");
}
