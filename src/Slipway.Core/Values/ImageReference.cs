namespace Slipway.Core.Values;

/// <summary>A container image as people write it, taken apart by Docker's rules: <c>registry.example/team/shop:1.2.3@sha256:…</c>.</summary>
/// <param name="Registry">Host, and port where one is given; <c>registry-1.docker.io</c> where none is named.</param>
/// <param name="Repository">Below the registry: <c>team/shop</c>; <c>library/nginx</c> for Docker's own.</param>
/// <param name="Tag"><c>latest</c> where none is given.</param>
/// <param name="Digest">Of the manifest; null where none is given.</param>
public sealed record ImageReference(string Registry, string Repository, string Tag, Digest? Digest)
{
    private const string DockerHub = "registry-1.docker.io";

    /// <summary>How an image is written, for messages.</summary>
    public const string Shape = "registry.example.com/team/shop:1.2.3";

    /// <summary>Null where the text is no image.</summary>
    public static ImageReference? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (rest, digest) = text.Split('@') switch
        {
            [var name] => (name, null),
            [var name, var last] when Values.Digest.TryParse(last, out var parsed) => (name, (Digest?)parsed),
            _ => ("", null),
        };
        var colon = rest.LastIndexOf(':');
        var (path, tag) = colon > rest.LastIndexOf('/') ? (rest[..colon], rest[(colon + 1)..]) : (rest, "latest");
        var slash = path.IndexOf('/');
        var first = slash < 0 ? "" : path[..slash];
        var named = first == "localhost" || first.Contains('.') || first.Contains(':');
        var (registry, repository) = named ? (first, path[(slash + 1)..]) : (DockerHub, slash < 0 ? $"library/{path}" : path);
        if (registry is "docker.io" or "index.docker.io")
            registry = DockerHub;
        return IsPath(repository) && IsHost(registry) && path.Length > 0 && IsTag(tag) ? new ImageReference(registry, repository, tag, digest) : null;
    }

    /// <summary>On this machine there is no need for a certificate: the rule that Docker has, too.</summary>
    public bool IsLocal => Registry.Split(':')[0] is "localhost" or "127.0.0.1";

    private static bool IsHost(string text) => Uri.TryCreate($"image://{text}/", UriKind.Absolute, out var address) && address.Authority == text;

    private static bool IsPath(string text) =>
        text.Length is > 0 and <= 255 && text.Split('/').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-'));

    private static bool IsTag(string text) =>
        text.Length is > 0 and <= 128 && text[0] is not ('.' or '-') && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
