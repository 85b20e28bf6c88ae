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
            using var limit = new CancellationTokenSource(AppearWithin, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            try
            {
                await cluster.Cache(ResourceKinds.Endpoints, service.Namespace)
                    .UntilAsync(service.Namespace, service.Name, Has, either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                var labels = sides.AreApart ? "" : $" with the label {Marks.Slot}: {side.Label()}";
                throw new PortUnavailableException(
                    $"no ready pod{labels} stands behind the Service {service}: {side.Label()} would get requests that nobody answers; nothing was changed");
            }
        }
    }

    /// <summary>Addresses of the ready pods behind a Service.</summary>
    public async Task<IReadOnlySet<string>> BehindAsync(ServiceName service, CancellationToken cancellation) =>
        await cluster.SeenAsync(ResourceKinds.Endpoints, service, cancellation) is { } endpoints ? Addresses(endpoints) : new HashSet<string>();

    /// <summary>Whether a ready pod is among them.</summary>
    public static bool Has(KubeObject? endpoints) => endpoints is not null && Addresses(endpoints).Count > 0;

    private static HashSet<string> Addresses(KubeObject endpoints) =>
        [.. endpoints.Items("subsets").SelectMany(subset => new KubeObject(subset).Items("addresses")).Select(address => new KubeObject(address).Text("ip")).OfType<string>()];
}
