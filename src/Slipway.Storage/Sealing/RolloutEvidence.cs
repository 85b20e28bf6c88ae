using Slipway.Core.Audit;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;
using Slipway.Storage.Signing;

namespace Slipway.Storage.Sealing;

/// <summary>Writes all that is known of a rollout into one sealed file, each event with its way to a signed checkpoint.</summary>
public sealed class RolloutEvidence(IStore store, CheckpointFile file, ICheckpointSigner signer, ISignatureCheck check, TimeProvider time)
{
    private const int PageEvents = 1_000;

    private readonly CheckpointMaker _maker = new(store, store, signer, time);

    /// <summary>What no checkpoint covers yet is signed first.</summary>
    /// <param name="path">Of a file that does not exist yet.</param>
    /// <exception cref="ChainBrokenException">The record is not as it was signed, or not whole since; no file is left.</exception>
    /// <exception cref="PortUnavailableException">There is no such rollout, or the file cannot be written.</exception>
    public async Task<EvidenceHeader> WriteAsync(string rollout, string path, string program, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(rollout, 0, cancellation);
        if (events.Count == 0 || EventCodec.DecodeRollout(events[0]) is not RolloutPlanned planned)
            throw new PortUnavailableException($"There is no rollout '{rollout}'; an old one may have been removed with its events");
        var surroundings = await SurroundingsAsync(planned.Plan.Environment, events, cancellation);
        var samples = await store.ReadAsync(rollout, DateTimeOffset.MinValue, cancellation);
        StoredEvent[] all = [.. events.Concat(surroundings).OrderBy(e => e.Position)];
        var proofs = await ProveAsync([.. all.Select(e => e.Position)], cancellation);

        var header = new EvidenceHeader(
            rollout, planned.Plan.Environment, planned.Digest, events.Count, surroundings.Count, samples.Count, time.GetUtcNow(), program);
        await using var sealing = SealedWriter.Open(path, signer);
        await sealing.WriteAsync(new SealedLine { Evidence = header }, cancellation);
        foreach (var proof in proofs)
            await sealing.WriteAsync(new SealedLine { Checkpoint = proof.Checkpoint }, cancellation);
        foreach (var e in all)
            await sealing.WriteAsync(new SealedLine { Event = e, Path = proofs.First(proof => proof.Checkpoint.Covers(e.Position)).PathOf(e) }, cancellation);
        foreach (var sample in samples)
            await sealing.WriteAsync(new SealedLine { Sample = SealedSample.Of(sample) }, cancellation);
        await sealing.FinishAsync(cancellation);
        return header;
    }

    /// <summary>The environment's events from the rollout's opening until another one comes after its last event.</summary>
    private async Task<IReadOnlyList<StoredEvent>> SurroundingsAsync(EnvironmentKey environment, IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        var stream = await store.ReadStreamAsync(Streams.Of(environment), 0, cancellation);
        return
        [
            .. stream
                .SkipWhile(e => e.Position < events[0].Position)
                .TakeWhile(e => e.Position < events[^1].Position || EventCodec.DecodeEnvironment(e) is not RolloutOpened),
        ];
    }

    private async Task<IReadOnlyList<CheckpointProof>> ProveAsync(IReadOnlyList<long> positions, CancellationToken cancellation)
    {
        var signed = (await file.ReadAsync(cancellation)).Where(one => one.Key == signer.Key && one.IsSigned(check)).ToList();
        if (await _maker.MakeAsync(signed.Count == 0 ? null : signed[^1], cancellation) is { } newest)
        {
            await file.AppendAsync(newest, time, cancellation);
            signed.Add(newest);
        }

        var removed = (await store.ReadCheckpointAsync(cancellation))?.Position ?? 0;
        var proofs = new List<CheckpointProof>();
        foreach (var position in positions.Where(position => !proofs.Exists(proof => proof.Checkpoint.Covers(position))))
        {
            var checkpoint = signed.Find(one => one.Covers(position) && one.After >= removed)
                ?? await _maker.MakeFromStartAsync(positions.Last(other => signed.TrueForAll(one => !one.Covers(other) || one.After < removed)), cancellation)
                ?? throw new InvalidOperationException($"Nothing was signed over event {position}, which is there");
            proofs.Add(new CheckpointProof(checkpoint, await HashesAsync(checkpoint, cancellation)));
        }

        return proofs;
    }

    private async Task<IReadOnlyList<Digest>> HashesAsync(SignedCheckpoint checkpoint, CancellationToken cancellation)
    {
        var hashes = new List<Digest>();
        for (var position = checkpoint.After; position < checkpoint.Position; position = checkpoint.After + hashes.Count)
        {
            var page = await store.ReadAllAsync(position, (int)Math.Min(PageEvents, checkpoint.Position - position), cancellation);
            if (page.Count == 0 || page[0].Position != position + 1)
                throw new ChainBrokenException(new ChainFault(position + 1, ChainFaultKind.Dropped, $"Event {position + 1} is missing, over which a checkpoint was signed"));
            hashes.AddRange(page.Select(e => e.Hash));
        }

        return hashes;
    }
}
