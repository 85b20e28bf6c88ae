using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets;

/// <summary>Both sides at once, in one namespace.</summary>
public sealed class DeploymentTwinTests(ClusterRun run) : DeploymentContract(run, twin: "candidate", isSplit: false);
