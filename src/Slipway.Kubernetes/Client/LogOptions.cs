namespace Slipway.Kubernetes.Client;

/// <summary>Which part of a pod's output is read.</summary>
public sealed record LogOptions
{
    /// <summary>Null where the pod has one container.</summary>
    public string? Container { get; init; }

    /// <summary>The output of the instance before the last restart. False by default.</summary>
    public bool Previous { get; init; }

    /// <summary>So many of the last lines, at least 1. 200 by default.</summary>
    public int TailLines { get; init; } = 200;

    /// <summary>No more than so many bytes, at least 1. 256 KiB by default.</summary>
    public int MaxBytes { get; init; } = 256 * 1024;

    /// <summary>Only what was written since; null for all.</summary>
    public DateTimeOffset? Since { get; init; }
}
