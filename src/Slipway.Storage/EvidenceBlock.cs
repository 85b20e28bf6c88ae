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

    /// <summary>The buckets, the requests and the errors.</summary>
    private const int CountsPerSide = LatencyHistogram.BucketCount + 2;

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
        var reader = new BlockReader(block);
        if (reader.Byte() != FormatVersion)
            throw new InvalidDataException("This block of evidence was written by a newer Slipway");
        var samples = new TrafficSample[reader.Count()];
        var ticks = Start.At.UtcTicks;
        Span<long> blue = stackalloc long[CountsPerSide];
        Span<long> green = stackalloc long[CountsPerSide];
        for (var i = 0; i < samples.Length; i++)
        {
            ticks = reader.Changed(ticks);
            var counters = Read(ref reader, blue);
            samples[i] = new TrafficSample(new DateTimeOffset(ticks, TimeSpan.Zero), new PerSlot<Counters>(counters, Read(ref reader, green)));
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

    /// <param name="counts">The buckets of the sample before, then its requests and errors; those of this one afterwards.</param>
    private static Counters Read(scoped ref BlockReader reader, scoped Span<long> counts)
    {
        var buckets = counts[..LatencyHistogram.BucketCount];
        ref var requests = ref counts[^2];
        ref var errors = ref counts[^1];
        requests = reader.Changed(requests);
        errors = reader.Changed(errors);
        var bucket = 0;
        for (var left = reader.Count(); left > 0; left--)
        {
            bucket += reader.Count();
            buckets[bucket] = reader.Changed(buckets[bucket]);
        }

        return new Counters(requests, errors, LatencyHistogram.FromCounts(buckets));
    }

    // Differences wrap around, so that every pair of counts comes back exactly.
    private static void Write(BinaryWriter writer, long now, long before)
    {
        var change = unchecked(now - before);
        writer.Write7BitEncodedInt64((change << 1) ^ (change >> 63));
    }
}
