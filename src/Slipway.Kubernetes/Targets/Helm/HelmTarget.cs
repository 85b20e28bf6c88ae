using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.Helm;

/// <summary>Versions as a Helm release, by the program <c>helm</c>, version 3. One for all clusters; <see cref="ITarget.For"/> gives that of a spec.</summary>
/// <param name="kubeConfig">That of <paramref name="clusters"/>; null for what both find by themselves.</param>
/// <param name="program">A name that is looked for on the PATH, or a path.</param>
/// <param name="reach">How the host of a pod's address is reached from here; null: as it is.</param>
public sealed class HelmTarget(Clusters clusters, TimeProvider time, string? kubeConfig = null, string program = "helm", Func<string, string>? reach = null) : PerSpecTarget<HelmSpec>(HelmSpec.Kind)
{
    private readonly ClusterCatalog _catalog = new(clusters, time);
    private readonly HelmWork _work = new();
    private readonly PodProber _prober = new(time, reach ?? (static host => host));

    private protected override ITarget Bind(HelmSpec spec) => new BoundHelmTarget(clusters, _catalog, _work, spec, new HelmInstallation(program, kubeConfig), _prober, time);
}
