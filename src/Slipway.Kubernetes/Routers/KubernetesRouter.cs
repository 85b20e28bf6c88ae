using System.Collections.Concurrent;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Objects;

namespace Slipway.Kubernetes.Routers;

/// <summary>A kind of router in a Kubernetes cluster.</summary>
/// <param name="objectOf">The object in which the router of a spec keeps its split; null for a spec whose Service is the router.</param>
internal sealed class KubernetesRouter(string name, Func<KubernetesTrafficSpec, RouterObject?> objectOf, Clusters clusters, TimeProvider time) : IRouter
{
    private readonly ConcurrentDictionary<(string? Context, ResourceKind Preferred), ResourceKind> _served = new();

    public string Name => name;

    public IRouter For(TrafficSpec spec) => spec is KubernetesTrafficSpec ours
        ? new EnvironmentRouter(ours, objectOf(ours), new RouterCluster(clusters, ours.Context, _served), time)
        : throw new ArgumentException($"{name} does not serve {spec.Name}", nameof(spec));

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation) => For(route.Traffic).SetAsync(route, order, cancellation);

    public Task<TrafficSplit?> ReadAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        throw new InvalidOperationException($"{name} reads objects that the spec names: ask it For(spec)");
}
