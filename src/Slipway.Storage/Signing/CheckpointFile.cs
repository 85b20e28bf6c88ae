using System.Text.Json;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Ports;

namespace Slipway.Storage.Signing;

/// <summary>
/// The checkpoints that were signed in a data folder, a JSON object a line, the oldest first. A file beside the store and not a part of it:
/// what cuts the store's end would cut the checkpoints with it. It may be copied anywhere; it holds no secret.
/// </summary>
/// <param name="path">Of the file, which need not be there.</param>
public sealed class CheckpointFile(string path)
{
    public const string FileName = "checkpoints.ndjson";

    private const int MaxTries = 50;
    private const int BetweenTriesMilliseconds = 20;

    /// <summary>All of them; none where the file is not there.</summary>
    /// <exception cref="InvalidDataException">A line is no checkpoint: which.</exception>
    public async Task<IReadOnlyList<SignedCheckpoint>> ReadAsync(CancellationToken cancellation)
    {
        if (!File.Exists(path))
            return [];
        var checkpoints = new List<SignedCheckpoint>();
        foreach (var line in await File.ReadAllLinesAsync(path, cancellation))
            checkpoints.Add(Parse(line, checkpoints.Count + 1));
        return checkpoints;
    }

    /// <summary>Adds one at the end, on the disk when this returns.</summary>
    /// <exception cref="PortUnavailableException">It cannot be written.</exception>
    public async Task AppendAsync(SignedCheckpoint checkpoint, TimeProvider time, CancellationToken cancellation)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(checkpoint, ArchiveJson.Legible.SignedCheckpoint), (byte)'\n'];
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
                await file.WriteAsync(line, cancellation);
                file.Flush(flushToDisk: true);
                return;
            }
            catch (IOException) when (tries < MaxTries)
            {
                // A server and a person sign at once.
                await Task.Delay(TimeSpan.FromMilliseconds(BetweenTriesMilliseconds), time, cancellation);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new PortUnavailableException($"The checkpoint cannot be written to {path}: {failure.Message}", inner: failure);
            }
        }
    }

    private SignedCheckpoint Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ArchiveJson.Legible.SignedCheckpoint) ?? throw new JsonException("null is no checkpoint");
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException($"{path} is damaged in line {number}: {damage.Message}. Where only its end is missing, the power went while it was written: remove that line", damage);
        }
    }
}
