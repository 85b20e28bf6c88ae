namespace Slipway.Kubernetes.Client;

/// <summary>What becomes of the objects that a deleted one owns.</summary>
public enum Propagation
{
    /// <summary>They go after it.</summary>
    Background,

    /// <summary>They go before it.</summary>
    Foreground,

    /// <summary>They stay, without an owner.</summary>
    Orphan,
}
