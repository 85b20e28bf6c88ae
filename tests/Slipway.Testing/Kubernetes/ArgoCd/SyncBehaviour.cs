namespace Slipway.Testing.Kubernetes.ArgoCd;

/// <summary>How a simulated Argo CD syncs a revision.</summary>
public sealed record SyncBehaviour
{
    /// <summary>Applied at once, healthy at once.</summary>
    public static SyncBehaviour Healthy { get; } = new();

    /// <summary>Default: it becomes healthy.</summary>
    public SyncFate Fate { get; init; }

    /// <summary>How long the operation runs. Default: no time.</summary>
    public TimeSpan Takes { get; init; }

    /// <summary>How long the application is <c>Progressing</c> after the operation. Default: no time.</summary>
    public TimeSpan SettlesAfter { get; init; }

    public static SyncBehaviour To(SyncFate fate) => new() { Fate = fate };
}
