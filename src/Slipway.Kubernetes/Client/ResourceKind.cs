namespace Slipway.Kubernetes.Client;

/// <summary>A kind of object as the API server serves it: enough to build its paths, without discovery.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The version that is asked for: <c>v1</c>.</param>
/// <param name="Plural">The name in paths: <c>deployments</c>.</param>
/// <param name="Kind">The name in objects: <c>Deployment</c>.</param>
/// <param name="IsNamespaced">False for what belongs to the whole cluster.</param>
public sealed record ResourceKind(string Group, string Version, string Plural, string Kind, bool IsNamespaced = true)
{
    /// <summary>As objects say it: <c>apps/v1</c>, and <c>v1</c> for the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As people and RBAC rules say it: <c>deployments.apps</c>, and <c>pods</c> for the core group.</summary>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
