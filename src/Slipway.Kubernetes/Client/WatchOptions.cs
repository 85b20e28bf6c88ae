namespace Slipway.Kubernetes.Client;

/// <summary>What to watch; all by default.</summary>
public sealed record WatchOptions
{
    /// <summary>By labels: <c>app=web</c>. An object that stops matching is reported as deleted; null for all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>By fields that the kind allows: <c>metadata.name=web</c>; null for all.</summary>
    public string? FieldSelector { get; init; }
}
