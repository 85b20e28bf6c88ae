using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets;

/// <summary>A new version takes the old one's place in the one Deployment.</summary>
public sealed class DeploymentInPlaceTests(ClusterRun run) : DeploymentContract(run, twin: null, isSplit: false);
