using Slipway.Core.Audit;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;

namespace Slipway.Storage.Sealing;

/// <summary>A part of the record in a sealed file, with the checkpoints that were signed over it, to be verified by the public key alone.</summary>
public sealed class AuditExport(IEventStore store, IRetention retention, ICheckpointSigner signer, TimeProvider time)
{
    private const int PageEvents = 1_000;

    /// <param name="from">Position of the first event; null: of the oldest that there is.</param>
    /// <param name="to">Position of the last one; null: of the newest.</param>
    /// <param name="checkpoints">All that were signed; those of other events are left out.</param>
    /// <param name="path">Of a file that does not exist yet.</param>
    /// <exception cref="ChainBrokenException">The record is not whole there; no file is left.</exception>
    /// <exception cref="PortUnavailableException">There is no such event, or the file cannot be written.</exception>
    public async Task<ExportHeader> WriteAsync(
        long? from, long? to, IReadOnlyList<SignedCheckpoint> checkpoints, string path, string program, Action<long> progress, CancellationToken cancellation)
    {
        var start = await StartAsync(from, cancellation);
        var through = Math.Min(to ?? long.MaxValue, await store.HeadAsync(cancellation));
        if (through <= start.Position)
            throw new PortUnavailableException($"There is no event from {start.Position + 1} to {through}");
        var header = new ExportHeader(start.Position, start.Hash, through, time.GetUtcNow(), program);
        await using var file = SealedWriter.Open(path, signer);
        await file.WriteAsync(new SealedLine { Export = header }, cancellation);
        var covered = checkpoints.Where(one => one.Position > start.Position && one.Position <= through).OrderBy(one => one.Position).ToList();
        foreach (var checkpoint in covered)
            await file.WriteAsync(new SealedLine { Checkpoint = checkpoint }, cancellation);
        var chain = new NotedChain(start, covered);
        while (chain.Head.Position < through)
        {
            foreach (var e in await store.ReadAllAsync(chain.Head.Position, (int)Math.Min(PageEvents, through - chain.Head.Position), cancellation))
            {
                if (chain.Add(e) is { } fault)
                    throw new ChainBrokenException(fault);
                await file.WriteAsync(new SealedLine { Event = e }, cancellation);
            }

            progress(chain.Head.Position);
        }

        await file.FinishAsync(cancellation);
        return header;
    }

    /// <summary>Verifies an exported file without the store it came from.</summary>
    /// <param name="key">By which it must be sealed; null: whichever it names, which the report tells.</param>
    /// <exception cref="InvalidDataException">It is not as it was exported, or by another key: what is wrong, for a person.</exception>
    public static async Task<ExportReport> VerifyAsync(string path, PublicKey? key, ISignatureCheck check, CancellationToken cancellation)
    {
        var reader = new SealedReader(path, check);
        ExportHeader? header = null;
        NotedChain? chain = null;
        var checkpoints = new List<SignedCheckpoint>();
        await foreach (var line in reader.ReadAsync(cancellation))
        {
            if (line.Checkpoint is { } checkpoint)
                checkpoints.Add(checkpoint);
            else if (line.Event is { } e && header is not null)
                Demand((chain ??= new NotedChain(new ChainHead(header.After, header.Previous), checkpoints)).Add(e));
            else if (line.Export is not null && header is null)
                header = line.Export;
            else
                throw new InvalidDataException($"{path} is no export of the record: it begins otherwise, or has a line of another kind");
        }

        var seal = reader.Seal!;
        if (key is not null && seal.Key != key)
            throw new InvalidDataException($"{path} is sealed by the key {seal.Key}, not by {key}");
        if (header is null || chain is null || chain.Head.Position != header.Through)
            throw new InvalidDataException($"{path} has not all events that it names");
        foreach (var checkpoint in checkpoints)
        {
            if (!checkpoint.IsSigned(check))
                throw new InvalidDataException($"The checkpoint at event {checkpoint.Position} is not signed by the key that it names");
        }

        return new ExportReport(header, chain.Head, seal.Key, [.. checkpoints.Where(one => one.Key == seal.Key)]);
    }

    private static void Demand(ChainFault? fault)
    {
        if (fault is not null)
            throw new InvalidDataException(fault.Message);
    }

    private async Task<ChainHead> StartAsync(long? from, CancellationToken cancellation)
    {
        if (from is null)
            return (await retention.ReadCheckpointAsync(cancellation))?.Head ?? ChainHead.Genesis;
        return await store.ReadAllAsync(from.Value - 1, 1, cancellation) is [var first] && first.Position == from
            ? new ChainHead(first.Position - 1, first.Previous)
            : throw new PortUnavailableException($"There is no event {from}: it was removed, or is still to come");
    }
}
