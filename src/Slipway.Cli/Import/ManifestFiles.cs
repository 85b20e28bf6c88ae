using Slipway.Contracts;
using Slipway.Core.Import;

namespace Slipway.Cli.Import;

/// <summary>The files that are named: themselves, all manifests of a folder, or what is piped in.</summary>
internal static class ManifestFiles
{
    private const string Piped = "-";
    private const string PipedName = "stdin";
    private const int MaxFiles = 500;

    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    /// <exception cref="VerbFailedException">One of them cannot be read.</exception>
    public static async Task<IReadOnlyList<ImportFile>> ReadAsync(IReadOnlyList<string> names, Terminal terminal, CancellationToken cancellation)
    {
        var files = new List<ImportFile>();
        foreach (var name in names)
        {
            if (name == Piped)
            {
                files.Add(new ImportFile(PipedName, await terminal.In.ReadToEndAsync(cancellation)));
                continue;
            }

            foreach (var file in Named(name, terminal))
                files.Add(new ImportFile(file, await ReadAsync(Path.GetFullPath(file, terminal.Directory), cancellation)));
        }

        return files;
    }

    private static List<string> Named(string name, Terminal terminal)
    {
        var path = Path.GetFullPath(name, terminal.Directory);
        if (!Directory.Exists(path))
            return [name];
        var found = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => Endings.Contains(Path.GetExtension(file)))
            .Take(MaxFiles + 1)
            .Select(file => Path.Combine(name, Path.GetRelativePath(path, file)))
            .Order(StringComparer.Ordinal)
            .ToList();
        return found.Count switch
        {
            0 => throw new VerbFailedException(ExitCodes.Invalid, $"the folder {path} has no .yaml, .yml or .json file; name one that has"),
            > MaxFiles => throw new VerbFailedException(ExitCodes.Invalid, $"the folder {path} has more than {MaxFiles} files; name the files, or a smaller folder"),
            _ => found,
        };
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"there is no file {path}; name manifests, a folder of them, or - for what is piped in");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"{path} cannot be read: {e.Message}");
        }
    }
}
