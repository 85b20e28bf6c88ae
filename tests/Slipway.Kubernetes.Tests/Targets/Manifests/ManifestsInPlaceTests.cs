using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets.Manifests;

/// <summary>A new version takes the old one's place in the one namespace.</summary>
public sealed class ManifestsInPlaceTests(ClusterRun run) : ManifestsContract(run, isSplit: false, kustomize: false);
