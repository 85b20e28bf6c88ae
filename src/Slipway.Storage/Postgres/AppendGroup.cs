using Slipway.Core.Audit;
using Slipway.Core.Ports;

namespace Slipway.Storage.Postgres;

/// <summary>What the store is at, and how it moves with each append of a group that shares a transaction.</summary>
/// <param name="head">Of the chain before the group.</param>
/// <param name="versions">Of the streams that the group names; a stream that is missing has no events.</param>
/// <param name="leases">Those of the names that the group's leases have.</param>
internal sealed class AppendGroup(ChainHead head, IReadOnlyDictionary<string, int> versions, IReadOnlySet<Lease> leases)
{
    private readonly Dictionary<string, int> _versions = new(versions, StringComparer.Ordinal);
    private ChainHead _head = head;

    /// <summary>The append's events in their places of the chain. One that is refused changes nothing for the next.</summary>
    /// <exception cref="StaleFenceException">Its lease has passed on.</exception>
    /// <exception cref="StreamConflictException">A stream is at another version.</exception>
    /// <exception cref="ArgumentException">It has no events.</exception>
    public IReadOnlyList<StoredEvent> Admit(Append append)
    {
        // The lease first: an owner that was replaced must learn so, also where its stream version is old as well.
        if (append.Lease is { } lease && !leases.Contains(lease))
            throw SqlStore.Stale(lease);
        var stored = _head.Extend(append);
        foreach (var stream in append.Streams)
        {
            if (_versions.GetValueOrDefault(stream.Stream) != stream.ExpectedVersion)
                throw new StreamConflictException(stream.Stream, stream.ExpectedVersion);
        }

        foreach (var one in stored)
            _versions[one.Stream] = one.Version;
        _head = ChainHead.After(stored[^1]);
        return stored;
    }
}
