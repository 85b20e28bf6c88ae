using Slipway.Contracts;

namespace Slipway.Cli.Client.Api;

/// <summary>What proves to the server who asks, and where it was found. Its text leaves the secret out.</summary>
/// <param name="Token">Null: none was found, which is for the server to refuse.</param>
internal sealed record ServerCredential(string? Token)
{
    public const string Variable = "SLIPWAY_TOKEN";
    private const string Folder = ".slipway/credentials";
    private const int MaxBytes = 64 * 1024;

    /// <summary>The file that was named; else <c>SLIPWAY_TOKEN</c>; else what a server at this address left in <c>.slipway</c> of this or a parent folder.</summary>
    public static ServerCredential Find(string? file, Terminal terminal, ServerAddress address)
    {
        if (file is not null)
            return new ServerCredential(Read(Path.GetFullPath(file, terminal.Directory)));
        if (terminal.Variable(Variable) is { Length: > 0 } token)
            return new ServerCredential(Checked(token, Variable));
        return new ServerCredential(FindLocal(terminal, address.Url));
    }

    public override string ToString() => Token is null ? "no credential" : "a credential";

    /// <summary>Named for the server's address: no other server is ever sent it.</summary>
    private static string? FindLocal(Terminal terminal, Uri url)
    {
        for (var folder = new DirectoryInfo(terminal.Directory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, Folder, Uri.EscapeDataString(url.Authority));
            try
            {
                if (File.Exists(path))
                    return File.ReadAllText(path).Trim();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another user's server: a token is needed, as from elsewhere.
            }
        }

        return null;
    }

    private static string Read(string path)
    {
        try
        {
            return new FileInfo(path).Length > MaxBytes
                ? throw new VerbFailedException(ExitCodes.Invalid, $"{path} is too large to be a token")
                : Checked(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"the token file {path} cannot be read: {e.Message}");
        }
    }

    private static string Checked(string text, string source) =>
        text.Trim() is { Length: > 0 } token && token.All(c => c is > ' ' and <= '~')
            ? token
            : throw new VerbFailedException(ExitCodes.Invalid, $"{source} holds no token: one is a single word");
}
