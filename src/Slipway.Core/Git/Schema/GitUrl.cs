using System.Net;
using Slipway.Core.Specs.Schema;

namespace Slipway.Core.Git.Schema;

/// <summary>Addresses of repositories. Whatever else git understands, such as a program to run, is refused.</summary>
internal static class GitUrl
{
    private const string Shapes = "https://host/path, ssh://user@host/path, user@host:path, or a folder that begins with / or .";

    public static TextType Type { get; } = new("an address of a repository", fault: Fault);

    // No message repeats it: who writes a password writes it here.
    private static ScalarFault? Fault(string text)
    {
        if (text.Any(c => char.IsWhiteSpace(c) || c is '\\' or '"' or '\''))
            return new ScalarFault("has a space, a quote or a backslash in it", Shapes);
        if (IsPath(text))
            return null;
        return text.Contains("://", StringComparison.Ordinal) ? OfUrl(text) : IsShort(text) ? null : new ScalarFault("is no address of a repository", Shapes);
    }

    public static bool IsPath(string text) => text[0] is '/' or '.';

    private static ScalarFault? OfUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Host[0] == '-')
            return new ScalarFault("is no address of a repository", Shapes);
        var isHere = uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address));
        return uri switch
        {
            { Scheme: "https" } or { Scheme: "http" } when uri.UserInfo.Length > 0 => new ScalarFault("has a user or password in it", "remove what stands before the @, and say it with 'login'"),
            { Scheme: "ssh" } when uri.UserInfo.Contains(':', StringComparison.Ordinal) || uri.UserInfo.StartsWith('-') => new ScalarFault("has a password in it", "use a key, which ssh finds by itself"),
            { Scheme: "http" } when !isHere => new ScalarFault("is not encrypted: who sits between could send any version", "use https; http is for this machine alone"),
            { Scheme: "https" or "http" or "ssh" } => null,
            _ => new ScalarFault($"has the scheme {uri.Scheme}", Shapes),
        };
    }

    /// <summary><c>git@host:path</c>.</summary>
    private static bool IsShort(string text)
    {
        var (at, colon) = (text.IndexOf('@', StringComparison.Ordinal), text.IndexOf(':', StringComparison.Ordinal));
        return at > 0 && colon > at + 1 && colon < text.Length - 1 && text[0] != '-' && text[at + 1] != '-' && text[colon + 1] is not ('-' or ':')
            && text[..at].All(IsNameCharacter) && text[(at + 1)..colon].All(IsNameCharacter);
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';
}
