using System.Security.Cryptography;
using System.Text;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;

namespace Slipway.Kubernetes.Targets.Helm;

/// <summary>What a version's release is made from: chart, values files, set values; and their digest, by which a revision is known again.</summary>
/// <param name="Chart">A path, or <c>oci://…</c> without a tag.</param>
/// <param name="ChartVersion">Of a chart in a registry: its tag, or else the release's version; null for files.</param>
internal sealed record HelmInputs(string Chart, string? ChartVersion, IReadOnlyList<string> Values, IReadOnlyDictionary<string, string> Set, string Digest)
{
    private const int MaxFiles = 5000;
    private const long MaxBytes = 64 * 1024 * 1024;
    private const string Registry = "oci://";

    /// <exception cref="PortUnavailableException">A file is not there, or there are too many.</exception>
    public static async Task<HelmInputs> ReadAsync(HelmSpec spec, Workload workload, CancellationToken cancellation)
    {
        string Filled(string text) => text.Replace("{artifact}", workload.Artifact, StringComparison.Ordinal).Replace("{version}", workload.Version.ToString(), StringComparison.Ordinal);
        string PathOf(string text) => Path.GetFullPath(Filled(text), Path.GetFullPath(workload.Artifact));

        var isRemote = spec.Chart.StartsWith(Registry, StringComparison.Ordinal);
        var (chart, tag) = isRemote ? Split(Filled(spec.Chart), workload) : (PathOf(spec.Chart), null);
        var values = spec.Values.Select(PathOf).ToList();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, spec.Release);
        if (isRemote)
            Add(hash, $"{chart}:{tag}");
        else
            await AddFilesAsync(hash, chart, "chart", cancellation);
        foreach (var file in values)
            await AddFilesAsync(hash, file, "values", cancellation);
        // What is set may name the digest of all files before it.
        var files = $"sha256:{Convert.ToHexStringLower(hash.GetCurrentHash())}";
        var set = spec.Set.OrderBy(value => value.Key, StringComparer.Ordinal).ToDictionary(value => value.Key, value => Filled(value.Value).Replace("{digest}", DigestOf(workload, files), StringComparison.Ordinal));
        foreach (var (key, value) in set)
        {
            Add(hash, key);
            Add(hash, value);
        }

        return new HelmInputs(chart, tag, values, set, $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }

    /// <summary>Without a version, a registry gives the newest chart that it has, which may be another one next time.</summary>
    private static (string Chart, string Version) Split(string reference, Workload workload) =>
        reference.LastIndexOf(':') is var colon && colon > reference.LastIndexOf('/') ? (reference[..colon], reference[(colon + 1)..]) : (reference, workload.Version.ToString());

    /// <summary>Of an image, where the release is one; else of the files.</summary>
    private static string DigestOf(Workload workload, string files) => workload.Artifact.Split('@') is [_, var digest] ? digest : files;

    private static async Task AddFilesAsync(IncrementalHash hash, string path, string key, CancellationToken cancellation)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new PortUnavailableException($"{path} does not exist: put it there, or correct '{key}'");
        var files = File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Take(MaxFiles + 1).Order(StringComparer.Ordinal).ToList();
        if (files.Count > MaxFiles || files.Sum(file => new FileInfo(file).Length) > MaxBytes)
            throw new PortUnavailableException($"{path} has more than {MaxFiles} files or {MaxBytes / 1024 / 1024} MiB: is it a chart?");
        foreach (var file in files)
        {
            Add(hash, Path.GetRelativePath(path, file));
            hash.AppendData(SHA256.HashData(await File.ReadAllBytesAsync(file, cancellation)));
        }
    }

    private static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes($"{text.Length}:{text}\n"));
}
