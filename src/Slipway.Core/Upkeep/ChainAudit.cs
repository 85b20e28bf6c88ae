using Slipway.Core.Audit;
using Slipway.Core.Engine;
using Slipway.Core.Ports;

namespace Slipway.Core.Upkeep;

/// <summary>
/// Goes through a store's chain from where it begins. A chain that was cut has to say so itself: the event that recorded the cut
/// comes later in it, so an altered checkpoint, or a cut that nobody recorded, does not pass.
/// </summary>
public sealed class ChainAudit(IEventStore store, IRetention retention)
{
    // Large enough that a question to the store costs little beside its answer.
    private const int PageEvents = 4_000;

    /// <param name="progress">Called after each page with the position reached.</param>
    public Task<AuditReport> VerifyAsync(Action<long> progress, CancellationToken cancellation) => VerifyAsync([], progress, cancellation);

    /// <param name="noted">Heads that the chain had, from signed checkpoints, the lowest first; those of removed events are passed over.</param>
    /// <param name="progress">Called after each page with the position reached.</param>
    public async Task<AuditReport> VerifyAsync(IReadOnlyList<ChainHead> noted, Action<long> progress, CancellationToken cancellation)
    {
        var checkpoint = await retention.ReadCheckpointAsync(cancellation);
        var first = await store.ReadAllAsync(0, 1, cancellation) is [var oldest] ? oldest : null;

        // From what is there: whether it may begin there is asked afterwards, when what the chain says of it is known.
        var start = first is null ? checkpoint?.Head ?? ChainHead.Genesis : first.Position == 1 ? ChainHead.Genesis : new ChainHead(first.Position - 1, first.Previous);
        var (head, cuts) = (start, new List<PrefixRemoved>());
        var due = new Queue<ChainHead>(noted.Where(one => one.Position >= start.Position));
        if (due.TryPeek(out var begin) && begin.Position == start.Position && ChainVerifier.Against(due.Dequeue(), start) is { } otherStart)
            return new AuditReport(start, start, otherStart);

        // A page is verified while the next one is read.
        var reading = store.ReadAllAsync(head.Position, PageEvents, cancellation);
        try
        {
            while (await reading is { Count: > 0 } page)
            {
                reading = store.ReadAllAsync(page[^1].Position, PageEvents, cancellation);
                var report = ChainVerifier.Verify(head, page);
                head = report.Head;
                if (FaultOf(due, page, head) is { } other)
                    return new AuditReport(start, head, other);
                if (report.Fault is not null)
                    return new AuditReport(start, head, report.Fault);
                cuts.AddRange(page.Select(EventCodec.FindRemoval).OfType<PrefixRemoved>());
                progress(head.Position);
            }
        }
        finally
        {
            // The store may be closed once this returns.
            await Task.WhenAny(reading);
        }

        var missing = due.Count > 0 ? ChainVerifier.Against(due.Peek(), head) : null;
        return new AuditReport(start, head, missing ?? FaultOf(start, checkpoint, cuts));
    }

    /// <summary>The same for events that an archive has, one file after the other, and for the seam to the store.</summary>
    /// <param name="archived">Each archive's events, the oldest archive first.</param>
    public async Task<AuditReport> VerifyArchivesAsync(IEnumerable<IAsyncEnumerable<StoredEvent>> archived, CancellationToken cancellation)
    {
        var checkpoint = await retention.ReadCheckpointAsync(cancellation);
        ChainHead? start = null;
        var (head, atCheckpoint) = (ChainHead.Genesis, (ChainHead?)null);
        foreach (var archive in archived)
        {
            await foreach (var e in archive.WithCancellation(cancellation))
            {
                if (start is null)
                    start = head = e.Position == 1 ? ChainHead.Genesis : new ChainHead(e.Position - 1, e.Previous);

                // A removal that was broken off and begun again has archived the same events twice.
                if (e.Position <= head.Position)
                    continue;
                var report = ChainVerifier.Verify(head, [e]);
                if (report.Fault is not null)
                    return new AuditReport(start.Value, head, report.Fault);
                head = report.Head;
                if (head.Position == checkpoint?.Position)
                    atCheckpoint = head;
            }
        }

        return new AuditReport(start ?? ChainHead.Genesis, head, await SeamAsync(start, head, checkpoint, atCheckpoint, cancellation));
    }

    /// <summary>The first noted head that the page has passed and that is another one there.</summary>
    private static ChainFault? FaultOf(Queue<ChainHead> due, IReadOnlyList<StoredEvent> page, ChainHead head)
    {
        while (due.TryPeek(out var noted) && noted.Position <= head.Position)
        {
            if (ChainVerifier.Against(due.Dequeue(), ChainHead.After(page[(int)(noted.Position - page[0].Position)])) is { } fault)
                return fault;
        }

        return null;
    }

    private static ChainFault? FaultOf(ChainHead start, Checkpoint? checkpoint, List<PrefixRemoved> cuts)
    {
        var said = checkpoint?.Head ?? ChainHead.Genesis;
        var isRecorded = start == ChainHead.Genesis || cuts.Any(cut => cut.Allows(start));
        if (said == start && isRecorded)
            return null;
        return isRecorded
            ? new ChainFault(said.Position, ChainFaultKind.Altered, $"The checkpoint says that the chain goes on from event {said.Position} ({said.Hash.Short}), but its first event follows event {start.Position} ({start.Hash.Short}), as was recorded: the checkpoint was altered")
            : new ChainFault(said.Position + 1, ChainFaultKind.Dropped, $"The events up to {start.Position} are missing, and nothing in the chain says that they were to be removed");
    }

    private async Task<ChainFault?> SeamAsync(ChainHead? start, ChainHead head, Checkpoint? checkpoint, ChainHead? atCheckpoint, CancellationToken cancellation)
    {
        if (start is null)
            return new ChainFault(1, ChainFaultKind.Dropped, "The archive has no event");
        if (checkpoint is not null && head.Position < checkpoint.Position)
            return new ChainFault(head.Position + 1, ChainFaultKind.Dropped, $"The archive ends with event {head.Position}, the store goes on after event {checkpoint.Position}: name the archives of those in between as well");
        if (checkpoint is not null && atCheckpoint is { } there && there != checkpoint.Head)
            return new ChainFault(checkpoint.Position, ChainFaultKind.Altered, $"The checkpoint has the hash {checkpoint.Hash.Short} for event {checkpoint.Position}, the archive has {there.Hash.Short}: one of the two was altered");

        // Archived, but not yet removed: the same event in both.
        return await store.ReadAllAsync(head.Position - 1, 1, cancellation) is [var same] && same.Position == head.Position && same.Hash != head.Hash
            ? new ChainFault(head.Position, ChainFaultKind.Altered, $"Event {head.Position} is another one in the store than in the archive")
            : null;
    }
}
