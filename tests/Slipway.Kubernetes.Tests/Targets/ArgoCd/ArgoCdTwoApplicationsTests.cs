using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets.ArgoCd;

/// <summary>An Application for each side.</summary>
public sealed class ArgoCdTwoApplicationsTests(ClusterRun run) : ArgoCdContract(run, isSplit: true);
