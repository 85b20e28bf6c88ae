namespace Slipway.Kubernetes.Client;

/// <summary>What happened to a watched object.</summary>
public enum WatchEventType
{
    /// <summary>It is there and was not, or it matches the selector and did not.</summary>
    Added,

    /// <summary>It changed.</summary>
    Modified,

    /// <summary>It is gone, or no longer matches the selector.</summary>
    Deleted,

    /// <summary>Nothing: everything up to this resource version has been reported.</summary>
    Bookmark,
}
