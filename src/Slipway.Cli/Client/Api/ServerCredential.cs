using System.Net.Http.Headers;
using System.Text;
using Slipway.Contracts;

namespace Slipway.Cli.Client.Api;

/// <summary>What proves to the server who asks, and where it was found. Its text leaves the secret out.</summary>
/// <param name="Header">Null: none was found, which is for the server to refuse.</param>
internal sealed record ServerCredential(AuthenticationHeaderValue? Header)
{
    public const string Variable = "SLIPWAY_TOKEN";
    public const string PasswordVariable = "SLIPWAY_PASSWORD";
    private const string UserVariable = "SLIPWAY_USER";
    private const string Folder = ".slipway/credentials";
    private const int MaxBytes = 64 * 1024;

    public static ServerCredential None { get; } = new((AuthenticationHeaderValue?)null);

    /// <summary>The file that was named; else <c>SLIPWAY_TOKEN</c>; else <c>SLIPWAY_USER</c> with <c>SLIPWAY_PASSWORD</c>; else what a server at this address left in <c>.slipway</c> of this or a parent folder.</summary>
    public static ServerCredential Find(string? file, Terminal terminal, ServerAddress address)
    {
        if (file is not null)
            return Bearer(Read(Path.GetFullPath(file, terminal.Directory)));
        if (terminal.Variable(Variable) is { Length: > 0 } token)
            return Bearer(Checked(token, Variable));
        if (terminal.Variable(UserVariable) is { Length: > 0 } user)
            return Basic(user, terminal.Variable(PasswordVariable), address);
        return FindLocal(terminal, address.Url) is { } local ? Bearer(local) : None;
    }

    public override string ToString() => Header is null ? "no credential" : "a credential";

    private static ServerCredential Bearer(string token) => new(new AuthenticationHeaderValue("Bearer", token));

    /// <summary>A password goes a long way beyond Slipway: it is sent encrypted, or stays on this machine.</summary>
    private static ServerCredential Basic(string user, string? password, ServerAddress address)
    {
        if (string.IsNullOrEmpty(password))
            throw new VerbFailedException(ExitCodes.Invalid, $"{UserVariable} is set and {PasswordVariable} is not: set both, or neither");
        if (user.Contains(':', StringComparison.Ordinal))
            throw new VerbFailedException(ExitCodes.Invalid, $"{UserVariable} has a colon in it, with which it cannot be sent");
        if (address.Url.Scheme != Uri.UriSchemeHttps && !address.Url.IsLoopback)
            throw new VerbFailedException(ExitCodes.Invalid, $"a password would go to {address.Url} (from {address.Source}) unencrypted: use https");
        return new ServerCredential(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))));
    }

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
