using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Local.Processes;

/// <summary>
/// Versions as folders or single files of this machine. The digest is over what makes a difference to a program: relative paths,
/// contents, whether a file is executable, where symbolic links point. Not over times, owners, other permissions or the folder's own name.
/// </summary>
public sealed class DirectoryArtifacts : IArtifacts
{
    private const int MaxEntries = 1_000_000;
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly EnumerationOptions All = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    /// <inheritdoc/>
    /// <exception cref="PortUnavailableException">Something there cannot be read, or there are more than a million files.</exception>
    public async Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation)
    {
        try
        {
            if (File.Exists(artifact))
                return await OfEntriesAsync([("", new FileInfo(Target(artifact)))], cancellation);
            if (Directory.Exists(artifact))
                return await OfEntriesAsync(Entries(Target(artifact)), cancellation);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PortUnavailableException($"the artifact {artifact} cannot be read: {error.Message}", inner: error);
        }
    }

    /// <summary>The artifact itself may be a link, such as <c>current</c>; those inside it are part of it as links.</summary>
    private static string Target(string path)
    {
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? info.FullName;
    }

    private static List<(string Name, FileSystemInfo Info)> Entries(string root)
    {
        var entries = new DirectoryInfo(root).EnumerateFileSystemInfos("*", All)
            .Select(info => (Path.GetRelativePath(root, info.FullName), info))
            .Take(MaxEntries + 1)
            .ToList();
        if (entries.Count > MaxEntries)
            throw new IOException($"it has more than {MaxEntries} files; is it the right folder?");
        entries.Sort((a, b) => string.CompareOrdinal(a.Item1, b.Item1));
        return entries;
    }

    private static async Task<Digest?> OfEntriesAsync(IEnumerable<(string Name, FileSystemInfo Info)> entries, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, info) in entries)
        {
            Add(hash, name);
            switch (info)
            {
                case { LinkTarget: { } target }:
                    Add(hash, "link");
                    Add(hash, target);
                    break;
                case DirectoryInfo:
                    Add(hash, "folder");
                    break;
                default:
                    Add(hash, (info.UnixFileMode & AnyExecute) != UnixFileMode.None ? "program" : "file");
                    hash.AppendData(await ContentAsync((FileInfo)info, cancellation));
                    break;
            }
        }
        return Digest.TryParse("sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset()), out var digest) ? digest : null;
    }

    private static async Task<byte[]> ContentAsync(FileInfo file, CancellationToken cancellation)
    {
        // Also what spares us from opening pipes and sockets, where a read would never end: their length is 0.
        if (file.Length == 0)
            return SHA256.HashData([]);
        await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        return await SHA256.HashDataAsync(stream, cancellation);
    }

    /// <summary>With its length first, so that no two lists of texts look the same.</summary>
    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
