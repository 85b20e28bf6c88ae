using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Audit;

/// <summary>
/// What ties an event to the one before it. SHA-256 over, in this order: the previous hash as text, the position (8 bytes),
/// the version (4 bytes), the instant in UTC ticks of 100 ns (8 bytes), then stream, type, JSON and actor in UTF-8.
/// Each text goes after its length in bytes (4 bytes); numbers are little-endian. An origin follows in the same way where there is one.
/// So no two events have the same encoding: the lengths say where each text ends, and what follows the actor is nothing or the origin.
/// </summary>
public static class ChainHash
{
    // Position, version, instant.
    private const int NumberBytes = sizeof(long) + sizeof(int) + sizeof(long);
    private const int Texts = 6;

    // Strict: a lone surrogate would be stored as a replacement character, and two different texts would share a hash.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">A text is no valid Unicode.</exception>
    public static Digest Of(
        Digest previous, long position, string stream, int version, string type, string json, DateTimeOffset time, string actor, string? origin = null)
    {
        var most = NumberBytes + (Texts * sizeof(int)) + Digest.TextBytes
            + Utf8.GetMaxByteCount(stream.Length + type.Length + json.Length + actor.Length + (origin?.Length ?? 0)) + (Texts * 3);
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var length = sizeof(int) + previous.Format(buffer.AsSpan(sizeof(int)));
            BinaryPrimitives.WriteInt32LittleEndian(buffer, length - sizeof(int));
            BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(length), position);
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(length + sizeof(long)), version);
            BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(length + sizeof(long) + sizeof(int)), time.UtcTicks);
            length = Write(buffer, length + NumberBytes, stream);
            length = Write(buffer, length, type);
            length = Write(buffer, length, json);
            length = Write(buffer, length, actor);
            if (origin is not null)
                length = Write(buffer, length, origin);
            return Digest.Of(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What the hash of <paramref name="stored"/> has to be, by its other fields.</summary>
    public static Digest Of(StoredEvent stored) =>
        Of(stored.Previous, stored.Position, stored.Stream, stored.Version, stored.Type, stored.Json, stored.Time, stored.Actor, stored.Origin);

    private static int Write(byte[] buffer, int offset, string text)
    {
        var start = offset + sizeof(int);
        var bytes = Utf8.GetBytes(text, buffer.AsSpan(start));
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(offset), bytes);
        return start + bytes;
    }
}
