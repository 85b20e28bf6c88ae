using Slipway.Core.Analysis;
using Slipway.Core.Values;

namespace Slipway.Storage;

/// <summary>
/// Samples as bytes. Counters only rise and most of a histogram's buckets are empty, so each sample is written as what changed
/// since the one before in the block (the first: since zero): the instant in ticks, then for blue and green the requests,
/// the errors and the changed buckets as pairs of distance and change. All numbers are zigzag varints, seven bits a byte.
/// A block stands alone: it is read without the one before it.
/// </summary>
internal static class EvidenceBlock
{
    private const byte FormatVersion = 1;

    public static byte[] Encode(IReadOnlyList<TrafficSample> samples)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(FormatVersion);
        writer.Write7BitEncodedInt(samples.Count);
        var before = Start;
        foreach (var sample in samples)
        {
            Write(writer, sample.At.UtcTicks, before.At.UtcTicks);
            foreach (var slot in Slots.All)
                Write(writer, sample.Counters[slot], before.Counters[slot]);
            before = sample;
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are of another format.</exception>
    public static IReadOnlyList<TrafficSample> Decode(byte[] block)
    {
        using var reader = new BinaryReader(new MemoryStream(block));
        if (reader.ReadByte() != FormatVersion)
            throw new InvalidDataException("This block of evidence was written by a newer Slipway");
        var samples = new TrafficSample[reader.Read7BitEncodedInt()];
        var before = Start;
        for (var i = 0; i < samples.Length; i++)
        {
            var at = new DateTimeOffset(Read(reader, before.At.UtcTicks), TimeSpan.Zero);
            var blue = Read(reader, before.Counters.Blue);
            before = samples[i] = new TrafficSample(at, new PerSlot<Counters>(blue, Read(reader, before.Counters.Green)));
        }

        return samples;
    }

    private static TrafficSample Start { get; } = new(DateTimeOffset.MinValue, new PerSlot<Counters>(Counters.Zero, Counters.Zero));

    private static void Write(BinaryWriter writer, Counters now, Counters before)
    {
        Write(writer, now.Requests, before.Requests);
        Write(writer, now.Errors, before.Errors);
        Span<long> counts = stackalloc long[LatencyHistogram.BucketCount];
        Span<long> countsBefore = stackalloc long[LatencyHistogram.BucketCount];
        now.Latency.AddTo(counts);
        before.Latency.AddTo(countsBefore);
        var changed = 0;
        for (var bucket = 0; bucket < counts.Length; bucket++)
            changed += counts[bucket] == countsBefore[bucket] ? 0 : 1;
        writer.Write7BitEncodedInt(changed);
        var last = 0;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            if (counts[bucket] == countsBefore[bucket])
                continue;
            writer.Write7BitEncodedInt(bucket - last);
            Write(writer, counts[bucket], countsBefore[bucket]);
            last = bucket;
        }
    }

    private static Counters Read(BinaryReader reader, Counters before)
    {
        var requests = Read(reader, before.Requests);
        var errors = Read(reader, before.Errors);
        Span<long> counts = stackalloc long[LatencyHistogram.BucketCount];
        before.Latency.AddTo(counts);
        var bucket = 0;
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            bucket += reader.Read7BitEncodedInt();
            counts[bucket] = Read(reader, counts[bucket]);
        }

        return new Counters(requests, errors, LatencyHistogram.FromCounts(counts));
    }

    // Differences wrap around, so that every pair of counts comes back exactly.
    private static void Write(BinaryWriter writer, long now, long before)
    {
        var change = unchecked(now - before);
        writer.Write7BitEncodedInt64((change << 1) ^ (change >> 63));
    }

    private static long Read(BinaryReader reader, long before)
    {
        var zigzag = reader.Read7BitEncodedInt64();
        return unchecked(before + ((long)((ulong)zigzag >> 1) ^ -(zigzag & 1)));
    }
}
