using Slipway.Core.Audit;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Ports;

namespace Slipway.Core.Upkeep;

/// <summary>Signs what the chain's head is, after it has checked all that came since the last time: nothing is signed unseen.</summary>
public sealed class CheckpointMaker(IEventStore store, IRetention retention, ICheckpointSigner signer, TimeProvider time)
{
    private const int PageEvents = 1_000;

    /// <param name="last">The newest checkpoint that there is; null at first.</param>
    /// <returns>Null when nothing has happened since.</returns>
    /// <exception cref="ChainBrokenException">The chain is not as it was at <paramref name="last"/>, or not whole since: nothing is signed.</exception>
    public async Task<SignedCheckpoint?> MakeAsync(SignedCheckpoint? last, CancellationToken cancellation)
    {
        var removed = (await retention.ReadCheckpointAsync(cancellation))?.Head ?? ChainHead.Genesis;
        var start = last is not null && last.Position >= removed.Position ? last.Head : removed;
        if (last is not null)
            await DemandAsync(last.Head, removed, cancellation);
        return await SignAsync(start, long.MaxValue, cancellation);
    }

    /// <summary>One over all events that are still there up to <paramref name="through"/>, for those whose own checkpoint reaches back to removed ones.</summary>
    /// <exception cref="ChainBrokenException">The chain is not whole: nothing is signed.</exception>
    public async Task<SignedCheckpoint?> MakeFromStartAsync(long through, CancellationToken cancellation) =>
        await SignAsync((await retention.ReadCheckpointAsync(cancellation))?.Head ?? ChainHead.Genesis, through, cancellation);

    private async Task<SignedCheckpoint?> SignAsync(ChainHead start, long through, CancellationToken cancellation)
    {
        var (head, tree) = (start, new EventTree());
        while (head.Position < through && await store.ReadAllAsync(head.Position, (int)Math.Min(PageEvents, through - head.Position), cancellation) is { Count: > 0 } page)
        {
            var report = ChainVerifier.Verify(head, page);
            if (report.Fault is { } fault)
                throw new ChainBrokenException(fault);
            foreach (var e in page)
                tree.Add(e.Hash);
            head = report.Head;
        }

        return tree.Count == 0 ? null : SignedCheckpoint.Sign(start.Position, head, tree.Root, time.GetUtcNow(), signer);
    }

    /// <summary>The store must still have what was signed; the end of it also when nothing came after.</summary>
    private async Task DemandAsync(ChainHead noted, ChainHead removed, CancellationToken cancellation)
    {
        if (noted.Position < removed.Position)
            return;
        var end = await store.HeadAsync(cancellation);
        var found = noted.Position == removed.Position ? removed
            : await store.ReadAllAsync(Math.Min(noted.Position, end) - 1, 1, cancellation) is [var e] ? ChainHead.After(e)
            : removed;
        if (ChainVerifier.Against(noted, found) is { } fault)
            throw new ChainBrokenException(fault);
    }
}
