using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets;

/// <summary>Both sides at once, each in its namespace.</summary>
public sealed class DeploymentTwoNamespacesTests(ClusterRun run) : DeploymentContract(run, twin: null, isSplit: true);
