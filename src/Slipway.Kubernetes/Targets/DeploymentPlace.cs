using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>A Deployment of the environment, or where one may be made.</summary>
/// <param name="Deployment">Null where there is none yet.</param>
internal sealed record DeploymentPlace(string Namespace, string Name, KubeObject? Deployment)
{
    /// <summary>What Slipway ordered there; null for nothing.</summary>
    public Ordered? Ordered { get; } = Deployment is null ? null : Ordered.Of(Deployment);

    /// <summary>Made by Slipway, which may delete it. Anything else is the app's own and stays.</summary>
    public bool IsTwin => Deployment?.Labels.ContainsKey(Marks.CopyOf) ?? true;

    /// <summary>Whether pods are wanted there.</summary>
    public bool IsLive => Ordered is { Replicas: > 0 };

    public override string ToString() => $"Deployment {Namespace}/{Name}";
}
