using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>
/// Removed events in a file: one JSON object a line, compressed by gzip. It is there as a whole or not at all,
/// and holds the hashes, so that it can be verified by itself and against the store that goes on after it.
/// </summary>
/// <param name="path">Of a file that does not exist yet; its folder is made.</param>
public sealed class EventArchive(string path) : IEventArchive
{
    public const string Extension = ".ndjson.gz";

    private const byte LineEnd = (byte)'\n';

    /// <exception cref="PortUnavailableException">The file is there already, or cannot be written.</exception>
    public async Task WriteAsync(IAsyncEnumerable<StoredEvent> events, CancellationToken cancellation)
    {
        var unfinished = path + ".new";
        try
        {
            if (File.Exists(path))
                throw new PortUnavailableException($"The archive {path} exists already: name another file, what it holds is needed for an audit");
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                await using (var compressed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
                {
                    await foreach (var e in events.WithCancellation(cancellation))
                    {
                        await compressed.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(e, ArchiveJson.Legible.StoredEvent), cancellation);
                        compressed.WriteByte(LineEnd);
                    }
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PortUnavailableException($"The archive {path} cannot be written: {failure.Message}. Nothing was removed from the store", inner: failure);
        }
    }

    /// <exception cref="InvalidDataException">The file is no archive, or is damaged: where, in words.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async IAsyncEnumerable<StoredEvent> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        using var lines = new StreamReader(plain);
        for (var number = 1; ; number++)
        {
            StoredEvent e;
            try
            {
                if (await lines.ReadLineAsync(cancellation) is not { } line)
                    yield break;
                e = JsonSerializer.Deserialize(line, ArchiveJson.Legible.StoredEvent) ?? throw new JsonException("null is no event");
            }
            catch (Exception damage) when (damage is JsonException or InvalidDataException)
            {
                throw new InvalidDataException($"The archive {path} is damaged in line {number}: {damage.Message}", damage);
            }

            yield return e;
        }
    }
}
