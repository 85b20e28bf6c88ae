using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets.Manifests;

/// <summary>Both sides at once, each in its namespace.</summary>
public sealed class ManifestsTwoNamespacesTests(ClusterRun run) : ManifestsContract(run, isSplit: true, kustomize: false);
