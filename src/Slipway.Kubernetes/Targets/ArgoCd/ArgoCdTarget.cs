using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>Versions as the target revision of an Argo CD Application. One for all clusters; <see cref="ITarget.For"/> gives that of a spec.</summary>
/// <param name="reach">How the host of a pod's address is reached from here; null: as it is.</param>
public sealed class ArgoCdTarget(Clusters clusters, TimeProvider time, Func<string, string>? reach = null) : PerSpecTarget<ArgoCdSpec>(ArgoCdSpec.Kind)
{
    private readonly ClusterCatalog _catalog = new(clusters, time);
    private readonly PodProber _prober = new(time, reach ?? (static host => host));

    private protected override ITarget Bind(ArgoCdSpec spec) => new BoundArgoCdTarget(clusters, _catalog, spec, _prober, time);
}
