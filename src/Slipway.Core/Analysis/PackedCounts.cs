namespace Slipway.Core.Analysis;

/// <summary>
/// The counts of a histogram as bytes: for each bucket that is not empty, how many buckets further it is than the one before,
/// and its count, both as varints of seven bits a byte. A second of a busy service takes some 60 bytes instead of 1,296.
/// </summary>
internal static class PackedCounts
{
    private const int MaxBytesPerBucket = 1 + 9;

    /// <summary>Bytes that the counts of any histogram fit into.</summary>
    public const int MaxBytes = LatencyHistogram.BucketCount * MaxBytesPerBucket;

    /// <summary>Equal counts are packed into equal bytes.</summary>
    /// <param name="into">At least <see cref="MaxBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public static int Pack(ReadOnlySpan<long> counts, Span<byte> into)
    {
        var (written, last) = (0, 0);
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            if (counts[bucket] == 0)
                continue;
            written += Write((ulong)(bucket - last), into[written..]);
            written += Write((ulong)counts[bucket], into[written..]);
            last = bucket;
        }

        return written;
    }

    /// <summary>Adds what was packed to <paramref name="counts"/>.</summary>
    public static void AddTo(Span<long> counts, ReadOnlySpan<byte> packed)
    {
        var (read, bucket) = (0, 0);
        while (read < packed.Length)
        {
            bucket += (int)Read(packed, ref read);
            counts[bucket] += (long)Read(packed, ref read);
        }
    }

    private static int Write(ulong value, Span<byte> into)
    {
        var written = 0;
        for (; value >= 0x80; value >>= 7)
            into[written++] = (byte)((value & 0x7F) | 0x80);
        into[written++] = (byte)value;
        return written;
    }

    private static ulong Read(ReadOnlySpan<byte> packed, ref int read)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = packed[read++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
