namespace Slipway.Testing.Kubernetes.Faults;

/// <summary>A request that came through a <see cref="FaultProxy"/>.</summary>
/// <param name="Method">Such as <c>PATCH</c>.</param>
/// <param name="Path">Such as <c>/apis/apps/v1/namespaces/n/deployments/d</c>.</param>
/// <param name="Query">With its question mark; empty when there is none.</param>
/// <param name="Authorization">The header; empty when there is none.</param>
public sealed record ProxiedRequest(string Method, string Path, string Query, string Authorization)
{
    public bool IsWatch => Query.Contains("watch=true", StringComparison.Ordinal);
}
