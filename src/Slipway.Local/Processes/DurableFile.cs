using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Slipway.Local.Processes;

/// <summary>A JSON file that is always whole: after a crash it has its old or its new content. One writer a process.</summary>
internal static class DurableFile
{
    // Records hold environment variables, which may be secrets.
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Null when there is none.</summary>
    /// <exception cref="InvalidDataException">It is not what this program writes.</exception>
    public static T? Read<T>(string path, JsonTypeInfo<T> type) where T : class
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, type) ?? throw new JsonException("it holds null");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException(
                $"The record {path} cannot be read: {error.Message} "
                + "Put back a copy of it, or end the processes that it describes, if any, and remove it.", error);
        }
    }

    /// <exception cref="IOException">Nothing was changed.</exception>
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type) => Write(path, value, type, static put => put());

    /// <param name="guard">Runs the step that puts the new content in the old one's place, or throws.</param>
    /// <inheritdoc cref="Write{T}(string, T, JsonTypeInfo{T})"/>
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type, Action<Action> guard)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        var temporary = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        using (var stream = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(stream, value, type);
            stream.Flush(flushToDisk: true);
        }
        try
        {
            guard(() => File.Move(temporary, path, overwrite: true));
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        SyncFolder(folder);
    }

    /// <summary>The rename itself is on disk only once its folder is. File systems that cannot do this do it by themselves.</summary>
    public static void SyncFolder(string folder)
    {
        var descriptor = LibC.Open(folder, LibC.OpenReadOnly | LibC.OpenCloseOnExec);
        if (descriptor < 0)
            return;
        _ = LibC.Sync(descriptor);
        _ = LibC.Close(descriptor);
    }
}
