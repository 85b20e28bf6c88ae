using Slipway.Core.Values;

namespace Slipway.Core.Audit;

/// <summary>
/// The store's own event, recorded before anything is removed: the chain itself says how far it was cut and what stood there,
/// so that nobody can cut it further, and no checkpoint be altered, unseen.
/// </summary>
/// <param name="Position">The last event that may go.</param>
/// <param name="Hash">Of that event.</param>
/// <param name="Before">What is removed is older.</param>
public sealed record PrefixRemoved(long Position, Digest Hash, DateTimeOffset Before)
{
    /// <summary>The stream of what concerns no rollout and no environment.</summary>
    public const string Stream = "store";

    /// <summary>Whether a chain that begins after <paramref name="start"/> was cut by this, wholly or so far.</summary>
    public bool Allows(ChainHead start) => start.Position < Position || (start.Position == Position && start.Hash == Hash);
}
