using Slipway.Core.Analysis;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Upkeep.Rejudging;
using Slipway.Core.Values;

namespace Slipway.Storage.Sealing;

/// <summary>Verifies the evidence of a rollout, without the store it came from.</summary>
public static class EvidenceFile
{
    /// <param name="key">By which it must be sealed; null: whichever it names, which the report tells.</param>
    /// <exception cref="InvalidDataException">It is not as it was written, by another key, or not all that it says: what is wrong, for a person.</exception>
    public static async Task<EvidenceReport> VerifyAsync(string path, PublicKey? key, ISignatureCheck check, CancellationToken cancellation)
    {
        var reader = new SealedReader(path, check);
        var lines = new List<SealedLine>();
        await foreach (var line in reader.ReadAsync(cancellation))
            lines.Add(line);
        var seal = reader.Seal!;
        if (key is not null && seal.Key != key)
            throw new InvalidDataException($"{path} is sealed by the key {seal.Key}, not by {key}");
        if (lines is not [{ Evidence: { } header }, ..])
            throw new InvalidDataException($"{path} is no evidence of a rollout; an export of the record is verified by `slipway audit verify --export`");

        SignedCheckpoint[] checkpoints = [.. lines.Select(line => line.Checkpoint).OfType<SignedCheckpoint>()];
        foreach (var checkpoint in checkpoints)
        {
            if (checkpoint.Key != seal.Key || !checkpoint.IsSigned(check))
                throw new InvalidDataException($"The checkpoint at event {checkpoint.Position} is not signed by the key that sealed the file");
        }

        foreach (var line in lines)
        {
            if (line.Event is { } e && !Array.Exists(checkpoints, checkpoint => CheckpointProof.Holds(checkpoint, e, line.Path ?? [])))
                throw new InvalidDataException($"Event {e.Position} ({e.Type} of {e.Stream}) is not in the chain that was signed");
        }

        var events = Stream(lines, header.Rollout, header.Events);
        var surroundings = Stream(lines, Streams.Of(header.Environment), header.EnvironmentEvents);
        return new EvidenceReport(header, seal.Key, checkpoints, events, surroundings, Judge(events, Samples(lines, header), header));
    }

    /// <summary>The events of one stream, of which none may be missing in between.</summary>
    private static StoredEvent[] Stream(List<SealedLine> lines, string stream, int count)
    {
        StoredEvent[] events = [.. lines.Select(line => line.Event).OfType<StoredEvent>().Where(e => e.Stream == stream)];
        for (var i = 1; i < events.Length; i++)
        {
            if (events[i].Version != events[0].Version + i)
                throw new InvalidDataException($"Version {events[0].Version + i} of {stream} is missing");
        }

        return events.Length == count ? events : throw new InvalidDataException($"There are {events.Length} events of {stream}, not {count}");
    }

    private static TrafficSample[] Samples(List<SealedLine> lines, EvidenceHeader header)
    {
        TrafficSample[] samples = [.. lines.Select(line => line.Sample).OfType<SealedSample>().Select(sample => sample.ToSample())];
        return samples.Length == header.Samples
            ? samples
            : throw new InvalidDataException($"There are {samples.Length} measurements, not {header.Samples}");
    }

    private static Rejudgement Judge(StoredEvent[] events, TrafficSample[] samples, EvidenceHeader header)
    {
        try
        {
            if (events is not [{ Version: 1 } first, ..] || EventCodec.DecodeRollout(first) is not RolloutPlanned planned)
                throw new InvalidDataException($"The first event of {header.Rollout} is missing");
            if (planned.Plan.ComputeDigest() != planned.Digest || planned.Digest != header.PlanDigest)
                throw new InvalidDataException($"The plan of {header.Rollout} is not the one whose digest was recorded, {planned.Digest}");
            return Rejudge.Of(events, samples);
        }
        catch (InvalidOperationException unknown)
        {
            throw new InvalidDataException($"{unknown.Message}; the evidence was made by {header.Program}", unknown);
        }
    }
}
