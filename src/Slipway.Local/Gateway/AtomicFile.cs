using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Slipway.Local.Gateway;

/// <summary>Files that are either the old or the new one, whenever the machine stops.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, to the disk, then renames. One writer a process.</summary>
    public static async Task WriteAsync<T>(string path, T value, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = $"{path}.{Environment.ProcessId}.new";
        await using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await JsonSerializer.SerializeAsync(stream, value, type, cancellation);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Null when there is no such file.</summary>
    /// <exception cref="InvalidDataException">What it holds is not readable.</exception>
    public static T? Read<T>(string path, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return default;
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path} is damaged: {broken.Message} Remove the file to begin anew.", broken);
        }
    }
}
