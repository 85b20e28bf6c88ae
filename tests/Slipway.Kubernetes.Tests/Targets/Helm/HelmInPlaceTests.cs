using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets.Helm;

/// <summary>A new version is an upgrade of the one release.</summary>
public sealed class HelmInPlaceTests(ClusterRun run) : HelmContract(run, isSplit: false);
