using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage.Sealing;

/// <summary>Reads a sealed file of any size line by line, and at its end says whether every byte is as it was written.</summary>
public sealed class SealedReader(string path, ISignatureCheck check)
{
    /// <summary>A line holds one event; an event holds a plan at most.</summary>
    private const int MaxLineBytes = 64 * 1024 * 1024;

    private const byte LineEnd = (byte)'\n';

    /// <summary>Null until all lines were read.</summary>
    public Seal? Seal { get; private set; }

    /// <summary>All lines without the seal. What they say counts only once all of them were read without an exception.</summary>
    /// <exception cref="InvalidDataException">A byte was altered, or lines are missing: where, as far as that can be said.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async IAsyncEnumerable<SealedLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[]? held = null;
        var lines = 0L;
        await foreach (var line in LinesAsync(cancellation))
        {
            if (held is not null)
            {
                yield return Parse(held, ++lines);
                hash.AppendData(held);
            }

            held = line;
        }

        Seal = held is null ? null : Parse(held, lines + 1).Seal;
        if (Seal is null)
            throw new InvalidDataException($"{path} has no seal as its last line: its end is missing, or it is another file");
        if (!SealedWriter.Bytes(new SealedLine { Seal = Seal }).AsSpan().SequenceEqual(held))
            throw new InvalidDataException($"{path}: the seal in line {lines + 1} is not as it was written");
        if (!Seal.IsSigned(check))
            throw new InvalidDataException($"{path}: the seal in line {lines + 1} is not signed by the key that it names");
        if (Seal.Lines != lines || Seal.Digest != Digest.OfHash(hash.GetHashAndReset()))
            throw new InvalidDataException($"{path} was altered after it was sealed: its {lines} lines are not the {Seal.Lines} that were signed");
    }

    private SealedLine Parse(byte[] line, long number)
    {
        try
        {
            return JsonSerializer.Deserialize(line.AsSpan(), SealedJson.Legible.SealedLine) ?? throw new JsonException("null is no line");
        }
        catch (Exception damage) when (damage is JsonException or InvalidDataException or ArgumentException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} was altered or is another file: line {number} cannot be read: {damage.Message}", damage);
        }
    }

    /// <summary>Each with its end; the last one without, where the file does not end with one.</summary>
    private async IAsyncEnumerable<byte[]> LinesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (buffer.PositionOf(LineEnd) is { } end)
            {
                var line = buffer.Slice(0, buffer.GetPosition(1, end));
                yield return line.ToArray();
                buffer = buffer.Slice(line.End);
            }

            if (read.IsCompleted && !buffer.IsEmpty)
                yield return buffer.ToArray();
            if (buffer.Length > MaxLineBytes)
                throw new InvalidDataException($"{path} has a line of more than {MaxLineBytes} bytes: it is another file");
            pipe.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                break;
        }

        await pipe.CompleteAsync();
    }
}
