using System.Security.Cryptography;
using System.Text;
using Slipway.Local.Processes;

namespace Slipway.Local.Peers;

/// <summary>
/// What servers of one store and their gateways prove to each other: a secret in a file that only its owner can read. All of them
/// need the same one: those of one data folder find it there, others are given the file.
/// </summary>
public static class PeerKey
{
    /// <summary>The request header.</summary>
    public const string Header = "X-Slipway-Peer";

    /// <summary>In the data folder.</summary>
    public const string FileName = "peer.key";

    private const int KeyBytes = 32;
    private const int MinLength = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key in a file, which is made when there is none. Of several that make it at once, all get the same.</summary>
    /// <exception cref="InvalidDataException">The file does not hold a key.</exception>
    /// <exception cref="IOException">It cannot be read or made.</exception>
    public static string ReadOrCreate(string path)
    {
        if (!File.Exists(path))
            Create(path);
        return Read(path) ?? throw new InvalidDataException($"{path} holds no key of at least {MinLength} characters; remove it, and a new one is made");
    }

    /// <summary>Null where there is none.</summary>
    public static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: >= MinLength } key ? key : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>In a time that does not depend on how much of it is right.</summary>
    public static bool Matches(string key, string? presented) =>
        presented is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(presented));

    private static void Create(string path)
    {
        // Whole before it has its name: who finds the file finds a key.
        var temporary = $"{path}.{Environment.ProcessId}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.new";
        using (var stream = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            stream.Write(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(KeyBytes * 2, lowercase: true) + "\n"));
        FirstFile.Name(temporary, path);
    }
}
