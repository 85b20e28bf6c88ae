using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Targets.Helm;
using Slipway.Kubernetes.Tests.Targets.Packages;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets.Helm;

/// <summary>The promises of every package, kept by the real Helm.</summary>
public abstract class HelmContract(ClusterRun run, bool isSplit) : PackageContract(run, isSplit)
{
    private HelmTarget _targets = null!;

    protected override ITarget Target => _targets.For(Spec);

    private HelmSpec Spec => new() { Release = "shop", Namespaces = Rig.Namespaces, Set = new Dictionary<string, string> { ["image.tag"] = "{version}" } };

    public override async ValueTask InitializeAsync()
    {
        var helm = RealHelm.Find();
        await base.InitializeAsync();
        _targets = new HelmTarget(Rig.Clusters, TimeProvider.System, Rig.KubeConfig, helm);
    }

    protected override Workload Working(Slot slot, string version, int replicas) =>
        new(Rig.Environment, slot, ReleaseVersion.Parse(version), Chart.Write(Rig, version), Spec, replicas, TimeSpan.Zero);

    protected override Workload Impossible() => Working(Slot.Blue, "1.0.0", 1) with { Artifact = Path.Combine(Rig.Folder, "nowhere") };
}
