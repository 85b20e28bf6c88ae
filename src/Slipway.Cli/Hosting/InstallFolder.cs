using Slipway.Contracts;
using Slipway.Kubernetes.Install;

namespace Slipway.Cli.Hosting;

/// <summary>The folder with an installation's manifests. Only what <c>slipway install</c> wrote is in it: <c>kubectl apply -f</c> takes all.</summary>
internal sealed class InstallFolder(string path)
{
    /// <summary>Writes the files; one that was written before and is not among them goes.</summary>
    /// <exception cref="VerbFailedException">Something else is there, or nothing can be written.</exception>
    public void Write(IReadOnlyList<ManifestFile> files)
    {
        try
        {
            if (File.Exists(path))
                throw new VerbFailedException(ExitCodes.Invalid, $"--out: {path} is a file; name a folder, or - for the screen");
            Directory.CreateDirectory(path);
            var there = Directory.EnumerateFileSystemEntries(path).ToList();
            var foreign = there.Where(entry => !IsOurs(entry)).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal).ToList();
            if (foreign.Count > 0)
                throw new VerbFailedException(ExitCodes.Invalid, $"--out: {path} holds what slipway install did not write ({string.Join(", ", foreign.Take(5))}), which kubectl apply -f would take as well: name another folder");
            foreach (var file in files)
                File.WriteAllText(Path.Combine(path, file.Name), file.ToYaml());
            foreach (var old in there.Where(entry => files.All(file => file.Name != Path.GetFileName(entry))))
                File.Delete(old);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Failed, $"--out: {path} cannot be written: {e.Message}");
        }
    }

    private static bool IsOurs(string entry)
    {
        if (Directory.Exists(entry))
            return false;
        using var text = File.OpenText(entry);
        return text.ReadLine()?.StartsWith(ManifestFile.Mark, StringComparison.Ordinal) == true;
    }
}
