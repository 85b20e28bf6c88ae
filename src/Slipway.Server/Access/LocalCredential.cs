using System.Security.Cryptography;
using Slipway.Core.Access;
using Slipway.Core.Access.Tokens;
using Slipway.Local.Peers;

namespace Slipway.Server.Access;

/// <summary>
/// The credential of one server's life, for the user that runs it and from its own machine alone: who may read the data folder
/// could as well write the store. In a file of mode 0600 under <c>credentials/</c>, named for the server's address, where the
/// command line finds it.
/// </summary>
public sealed class LocalCredential
{
    public const string FolderName = "credentials";

    /// <summary>No token of the store looks like it.</summary>
    private const string Prefix = TokenText.Prefix + "local_";

    private const int SecretBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _token = Prefix + RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true);

    public Principal Principal { get; } = new() { Name = Environment.UserName, Credential = "local", Roles = [AccessRole.AdminName] };

    public static bool IsOne(string token) => token.StartsWith(Prefix, StringComparison.Ordinal);

    public bool Matches(string token) => PeerKey.Matches(_token, token);

    /// <summary>Writes it for the command line; a later server at the same address writes over it.</summary>
    /// <param name="url">As the command line finds the server.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string dataDirectory, string url)
    {
        var folder = Path.Combine(dataDirectory, FolderName);
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        var path = Path.Combine(folder, Uri.EscapeDataString(new Uri(url).Authority));
        var temporary = $"{path}.{Environment.ProcessId}.new";
        File.Delete(temporary);
        using (var stream = new StreamWriter(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            stream.WriteLine(_token);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>For tests that run a server in their own process.</summary>
    internal string Reveal() => _token;

    public override string ToString() => "the local credential";
}
