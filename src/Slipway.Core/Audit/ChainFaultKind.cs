namespace Slipway.Core.Audit;

/// <summary>What somebody did to the chain.</summary>
public enum ChainFaultKind
{
    /// <summary>A row's content is not what it was when it was written.</summary>
    Altered,

    /// <summary>A row is missing.</summary>
    Dropped,

    /// <summary>A row stands in another place than it was written to.</summary>
    Reordered,

    /// <summary>A row stands between two that were written one after the other.</summary>
    Inserted,
}
