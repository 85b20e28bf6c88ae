using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Targets.ArgoCd;

/// <summary>One Application for both sides.</summary>
public sealed class ArgoCdInPlaceTests(ClusterRun run) : ArgoCdContract(run, isSplit: false);
