namespace Slipway.Kubernetes.Client;

/// <summary>What to list; all by default.</summary>
public sealed record ListOptions
{
    /// <summary>By labels: <c>app=web,tier in (front,back),!legacy</c>; null for all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>By fields that the kind allows: <c>spec.nodeName=node-1</c>; null for all.</summary>
    public string? FieldSelector { get; init; }
}
