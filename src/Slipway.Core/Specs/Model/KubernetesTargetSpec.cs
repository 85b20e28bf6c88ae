using System.Text.Json.Serialization;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Model;

/// <summary>What runs in a Kubernetes cluster.</summary>
public abstract record KubernetesTargetSpec : TargetSpec
{
    /// <summary>The context of the server's kubeconfig; null: its current one, or the cluster that the server itself runs in.</summary>
    public string? Context { get; init; }

    /// <summary>Where each side's objects are; the same for both unless the sides have namespaces of their own.</summary>
    public required PerSlot<string> Namespaces { get; init; }

    [JsonIgnore]
    public bool HasTwoNamespaces => Namespaces.Blue != Namespaces.Green;
}
