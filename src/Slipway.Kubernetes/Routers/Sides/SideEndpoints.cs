using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Routers.Sides;

/// <summary>Which pods stand behind the Services, as the cluster itself sees it: what is not in there gets no requests from any router.</summary>
internal sealed class SideEndpoints(RouterCluster cluster, SideServices sides, TimeProvider time)
{
    /// <summary>A side whose pods have just become ready is in its Service's endpoints a moment later.</summary>
    private static readonly TimeSpan AppearWithin = TimeSpan.FromSeconds(3);

    /// <summary>Returns once a ready pod stands behind each of the sides.</summary>
    /// <exception cref="PortUnavailableException">There is a side with none.</exception>
    public async Task ReadyAsync(IEnumerable<Slot> needed, CancellationToken cancellation)
    {
        foreach (var side in needed)
        {
            var service = sides[side];
            if (await BecomeAsync(service, behind => behind.Count > 0, cancellation))
                continue;
            var labels = sides.AreApart ? "" : $" with the label {Marks.Slot}: {side.Label()}";
            throw new PortUnavailableException(
                $"no ready pod{labels} stands behind the Service {service}: {side.Label()} would get requests that nobody answers; nothing was changed");
        }
    }

    /// <summary>Whether the ready pods behind a Service become as they should be, by their addresses; not known after <see cref="AppearWithin"/>.</summary>
    public async Task<bool> BecomeAsync(ServiceName service, Func<IReadOnlySet<string>, bool> wanted, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(AppearWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await cluster.Cache(ResourceKinds.Endpoints, service.Namespace)
                .UntilAsync(service.Namespace, service.Name, endpoints => endpoints is not null && wanted(Addresses(endpoints)), either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Addresses of the ready pods behind a Service.</summary>
    public async Task<IReadOnlySet<string>> BehindAsync(ServiceName service, CancellationToken cancellation) =>
        Addresses(await cluster.SeenAsync(ResourceKinds.Endpoints, service, cancellation));

    public static IReadOnlySet<string> Addresses(KubeObject? endpoints) => endpoints is null ? new HashSet<string>() : Of(endpoints);

    private static HashSet<string> Of(KubeObject endpoints) =>
        [.. endpoints.Items("subsets").SelectMany(subset => new KubeObject(subset).Items("addresses")).Select(address => new KubeObject(address).Text("ip")).OfType<string>()];
}
