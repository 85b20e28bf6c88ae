using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Targets.Manifests;
using Slipway.Kubernetes.Tests.Targets.Packages;
using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets.Manifests;

/// <summary>The promises of every package, kept by manifests.</summary>
public abstract class ManifestsContract(ClusterRun run, bool isSplit, bool kustomize) : PackageContract(run, isSplit)
{
    private ManifestsSpec Spec => new() { Namespaces = Rig.Namespaces, Kustomize = kustomize };

    protected override ITarget Target => new ManifestsTarget(Rig.Clusters, TimeProvider.System).For(Spec);

    protected override Workload Working(Slot slot, string version, int replicas)
    {
        (string, string)[] files = [("app.yaml", $"{PackageRig.Deployment(version)}\n---\n{PackageRig.ConfigMap("settings", version)}")];
        var folder = Rig.Write(version, kustomize ? [.. files, ("kustomization.yaml", "resources: [app.yaml]\ncommonAnnotations: { built: by-kustomize }\n")] : files);
        return new Workload(Rig.Environment, slot, ReleaseVersion.Parse(version), folder, Spec, replicas, TimeSpan.Zero);
    }

    protected override Workload Impossible() => Working(Slot.Blue, "1.0.0", 1) with { Artifact = Path.Combine(Rig.Folder, "nowhere") };
}
