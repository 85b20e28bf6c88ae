namespace Slipway.Storage;

/// <summary>The numbers of an <see cref="EvidenceBlock"/>, one after the other. A server that starts reads millions of them.</summary>
internal ref struct BlockReader(ReadOnlySpan<byte> block)
{
    private const int MaxShift = 63;

    private ReadOnlySpan<byte> _left = block;

    /// <exception cref="InvalidDataException">The block ends too early; so for all that follow.</exception>
    public byte Byte()
    {
        if (_left.IsEmpty)
            throw new InvalidDataException("This block of evidence breaks off");
        var next = _left[0];
        _left = _left[1..];
        return next;
    }

    /// <summary>A number of things that follow, or a distance.</summary>
    public int Count() => (int)Math.Min(Varint(), int.MaxValue);

    /// <summary>A number by what changed since the one before. Differences wrap around, so that every pair comes back exactly.</summary>
    public long Changed(long before)
    {
        var zigzag = Varint();
        return unchecked(before + ((long)(zigzag >> 1) ^ -(long)(zigzag & 1)));
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift <= MaxShift; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("This block of evidence has a number that does not end");
    }
}
