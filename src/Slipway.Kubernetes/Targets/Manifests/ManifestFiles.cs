using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.Manifests;

/// <summary>The manifests of a version: read from its files, or built from them by Kustomize.</summary>
internal sealed class ManifestFiles(ManifestsSpec spec, TimeProvider time)
{
    private const int MaxFiles = 1000;
    private const long MaxBytes = 16 * 1024 * 1024;
    private const int BuildSeconds = 25;

    private static readonly string[] Endings = [".yaml", ".yml", ".json"];
    private static readonly string[] KustomizationNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    /// <exception cref="FormatException">They are not there, or no manifests: with file and line.</exception>
    /// <exception cref="PortUnavailableException">Kustomize cannot be run.</exception>
    public async Task<IReadOnlyList<ManifestDocument>> ReadAsync(Workload workload, CancellationToken cancellation)
    {
        var path = PathOf(workload);
        var documents = spec.Kustomize ? await BuildAsync(path, cancellation) : await ReadAsync(path, cancellation);
        return documents.Count switch
        {
            0 => throw new FormatException($"{path} has no object in it"),
            > PackageNote.MaxObjects => throw new FormatException($"{path} has {documents.Count} objects; {PackageNote.MaxObjects} is the most"),
            _ => documents,
        };
    }

    private string PathOf(Workload workload) => Path.GetFullPath(
        spec.Path.Replace("{artifact}", workload.Artifact, StringComparison.Ordinal).Replace("{version}", workload.Version.ToString(), StringComparison.Ordinal),
        Path.GetFullPath(workload.Artifact));

    private static async Task<IReadOnlyList<ManifestDocument>> ReadAsync(string path, CancellationToken cancellation)
    {
        var documents = new List<ManifestDocument>();
        var files = FilesOf(path);
        var bytes = 0L;
        foreach (var file in files)
        {
            if ((bytes += new FileInfo(file).Length) > MaxBytes)
                throw new FormatException($"the manifests in {path} have more than {MaxBytes / 1024 / 1024} MiB");
            try
            {
                documents.AddRange(YamlDocuments.Read(await File.ReadAllTextAsync(file, cancellation), file == path ? Path.GetFileName(file) : Path.GetRelativePath(path, file)));
            }
            catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
            {
                throw new FormatException($"{file} cannot be read: {unread.Message}; let the user that Slipway runs as read it", unread);
            }
        }

        return documents;
    }

    private static List<string> FilesOf(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new FormatException($"{path} does not exist: put the version's manifests there, or correct 'path'");
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden, MaxRecursionDepth = 10 };
        var files = Directory.EnumerateFiles(path, "*", options).Where(file => Endings.Contains(Path.GetExtension(file))).Take(MaxFiles + 1).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw new FormatException($"{path} has no file that ends with {string.Join(", ", Endings)}");
        if (files.Count > MaxFiles)
            throw new FormatException($"{path} has more than {MaxFiles} files; name a folder with less");
        if (files.Find(file => KustomizationNames.Contains(Path.GetFileName(file))) is { } kustomization)
            throw new FormatException($"{kustomization} is for Kustomize: use the target 'kustomize', or name another folder");
        return files;
    }

    private async Task<IReadOnlyList<ManifestDocument>> BuildAsync(string path, CancellationToken cancellation)
    {
        if (!Directory.Exists(path))
            throw new FormatException($"{path} does not exist: put the version's files there, or correct 'path'");
        if (!KustomizationNames.Any(name => File.Exists(Path.Combine(path, name))))
            throw new FormatException($"{path} has no kustomization.yaml: name the folder that has it under 'path', or use the target 'manifests'");
        var (program, arguments) = BoundedProgram.IsThere("kustomize") ? ("kustomize", new[] { "build", path })
            : BoundedProgram.IsThere("kubectl") ? ("kubectl", ["kustomize", path])
            : throw new PortUnavailableException("neither kustomize nor kubectl is installed where Slipway runs: put one of them on its PATH");
        var built = await new BoundedProgram(time).RunAsync(program, arguments, TimeSpan.FromSeconds(BuildSeconds), cancellation);
        return built.IsGood
            ? YamlDocuments.Read(built.Output, $"the output of {program} for {path}")
            : throw new FormatException($"{path} cannot be built by {program}: {built.Complaint}");
    }
}
