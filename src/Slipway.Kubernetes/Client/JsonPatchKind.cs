namespace Slipway.Kubernetes.Client;

/// <summary>How a patch is read.</summary>
public enum JsonPatchKind
{
    /// <summary>RFC 7386: what is there replaces, <c>null</c> removes, lists are replaced whole.</summary>
    Merge,

    /// <summary>RFC 6902: a list of operations; a <c>test</c> among them refuses the whole when it does not hold.</summary>
    Json,

    /// <summary>As merge, but lists of the built-in kinds are merged by their keys (containers by name). Not for custom resources.</summary>
    Strategic,
}
