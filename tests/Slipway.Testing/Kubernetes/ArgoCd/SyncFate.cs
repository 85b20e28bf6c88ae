namespace Slipway.Testing.Kubernetes.ArgoCd;

/// <summary>What becomes of the sync of a revision.</summary>
public enum SyncFate
{
    /// <summary>All is applied and becomes healthy.</summary>
    Healthy,

    /// <summary>The operation fails: an object is refused.</summary>
    Failed,

    /// <summary>The operation ends with an error: the revision cannot be rendered.</summary>
    Error,

    /// <summary>The operation runs until it is terminated: a wave never becomes healthy.</summary>
    Running,

    /// <summary>All is applied and stays <c>Progressing</c>.</summary>
    Progressing,

    /// <summary>All is applied and becomes <c>Degraded</c>.</summary>
    Degraded,
}
