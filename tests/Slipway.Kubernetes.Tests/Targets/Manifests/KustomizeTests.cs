using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets.Manifests;

/// <summary>Built by Kustomize, as kubectl has it.</summary>
public sealed class KustomizeTests(ClusterRun run) : ManifestsContract(run, isSplit: false, kustomize: true);
