using System.Security.Cryptography;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage.Signing;

/// <summary>
/// The key by which this data folder's checkpoints are signed: a file that its owner alone may read, in the form of RFC 8410
/// (<c>BEGIN PRIVATE KEY</c>), which other programs read as well. The public key stands beside it.
/// </summary>
public sealed class AuditKey : ICheckpointSigner
{
    public const string FileName = "audit.key";
    public const string PublicFileName = "audit.pub";

    private const int RandomNameBytes = 8;
    private const string Label = "PRIVATE KEY";

    // Always these bytes, then the secret: RFC 8410, section 7.
    private static readonly byte[] InfoPrefix = Convert.FromHexString("302e020100300506032b657004220420");

    private readonly byte[] _secret;

    private AuditKey(byte[] secret) => (_secret, Key) = (secret, Ed25519.PublicKeyOf(secret));

    public PublicKey Key { get; }

    public byte[] Sign(ReadOnlySpan<byte> text) => Ed25519.Sign(_secret, text);

    /// <summary>The public key of a folder; null where none was made yet.</summary>
    /// <exception cref="InvalidDataException">The file is no such key.</exception>
    public static PublicKey? FindPublic(string folder)
    {
        var path = Path.Combine(folder, PublicFileName);
        if (!File.Exists(path))
            return null;
        return PublicKey.TryParse(File.ReadAllText(path), out var key) ? key : throw new InvalidDataException($"{path} is no public key of Ed25519; `slipway audit key` writes it anew from {FileName}");
    }

    /// <summary>Reads the key of a folder, or makes one. Of two that make one at once, one does.</summary>
    /// <exception cref="InvalidDataException">The file is no such key, or others may read it.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static AuditKey LoadOrMake(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            Make(folder, path);
        RefuseOpen(path);
        var key = new AuditKey(Read(path));
        if (FindText(folder) != key.Key.ToPem())
            File.WriteAllText(Path.Combine(folder, PublicFileName), key.Key.ToPem());
        return key;
    }

    private static void Make(string folder, string path)
    {
        Directory.CreateDirectory(folder);
        var unfinished = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomNameBytes))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var secret = RandomNumberGenerator.GetBytes(Ed25519.SecretBytes);
        using (var file = new StreamWriter(unfinished, options))
            file.Write($"{PemEncoding.WriteString(Label, [.. InfoPrefix, .. secret])}\n");
        FirstFile.Name(unfinished, path);
    }

    private static void RefuseOpen(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
            throw new InvalidDataException($"Others may read {path}, by which checkpoints are signed. Run: chmod 600 {path}; and make another key if somebody may have read it: move it away");
    }

    private static byte[] Read(string path)
    {
        var text = File.ReadAllText(path);
        if (PemEncoding.TryFind(text, out var fields) && text[fields.Label] == Label)
        {
            var bytes = new byte[fields.DecodedDataLength];
            if (Convert.TryFromBase64String(text[fields.Base64Data], bytes, out var length) && length == InfoPrefix.Length + Ed25519.SecretBytes && bytes.AsSpan().StartsWith(InfoPrefix))
                return bytes[InfoPrefix.Length..];
        }

        throw new InvalidDataException($"{path} is no private key of Ed25519 (RFC 8410). Bring it back from a backup, or move it away: then another one is made, and older checkpoints are verified by the public key from before");
    }

    private static string? FindText(string folder)
    {
        var path = Path.Combine(folder, PublicFileName);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
