using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets.Helm;

/// <summary>A release for each side, each in its namespace.</summary>
public sealed class HelmTwoNamespacesTests(ClusterRun run) : HelmContract(run, isSplit: true);
