using System.Net;
using System.Net.Http.Headers;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Integrations.Images;

/// <summary>
/// Versions as container images: asks an image's registry which digest a tag has now (OCI Distribution Specification 1.1, "Pulling manifests").
/// An image that names its digest is known by it, and nothing is asked.
/// </summary>
/// <param name="http">Its time limit bounds each request.</param>
public sealed class ImageArtifacts(HttpClient http, RegistryLogins logins) : IArtifacts
{
    private const string DigestHeader = "Docker-Content-Digest";
    private const int MaxManifestBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly string[] Manifests =
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ];

    public static HttpClient CreateClient() => new() { Timeout = Timeout, MaxResponseContentBufferSize = MaxManifestBytes };

    /// <inheritdoc/>
    public async Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation)
    {
        var image = ImageReference.TryParse(artifact)
            ?? throw new PortUnavailableException($"'{artifact}' is not a container image; one looks like {ImageReference.Shape}");
        if (image.Digest is { } known)
            return known;
        try
        {
            return await AskAsync(image, cancellation);
        }
        catch (HttpRequestException fault)
        {
            throw new PortUnavailableException($"the registry {image.Registry} cannot be reached: {fault.Message}; deploy VERSION@sha256:… where it need not be asked", inner: fault);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new PortUnavailableException($"the registry {image.Registry} did not answer within {http.Timeout.TotalSeconds:0} s", inner: fault);
        }
    }

    private async Task<Digest?> AskAsync(ImageReference image, CancellationToken cancellation)
    {
        using var head = await SendAsync(HttpMethod.Head, image, cancellation);
        if (head.StatusCode == HttpStatusCode.NotFound)
            return null;
        Require(head, image);
        if (head.Headers.TryGetValues(DigestHeader, out var values) && Digest.TryParse(values.First(), out var told))
            return told;

        // A registry may leave the header out: the digest is that of the manifest's bytes.
        using var got = await SendAsync(HttpMethod.Get, image, cancellation);
        Require(got, image);
        return Digest.Of(await got.Content.ReadAsByteArrayAsync(cancellation));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, ImageReference image, CancellationToken cancellation)
    {
        var login = await logins.OfAsync(image.Registry, cancellation);
        var answer = await http.SendAsync(Request(method, image, null), cancellation);
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
            return answer;
        using (answer)
        {
            var challenge = answer.Headers.WwwAuthenticate.FirstOrDefault(c => c.Scheme is "Bearer" or "Basic")
                ?? throw new PortUnavailableException($"the registry {image.Registry} wants a login of a kind that is not known");
            var authorization = challenge.Scheme == "Basic" ? Basic(login) : await TokenAsync(image, challenge.Parameter ?? "", login, cancellation);
            return await http.SendAsync(Request(method, image, authorization), cancellation);
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, ImageReference image, AuthenticationHeaderValue? authorization)
    {
        var request = new HttpRequestMessage(method, $"{(image.IsLocal ? "http" : "https")}://{image.Registry}/v2/{image.Repository}/manifests/{image.Tag}");
        foreach (var type in Manifests)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        request.Headers.Authorization = authorization;
        return request;
    }

    /// <summary>The registry says who gives out tokens, and for what one is needed.</summary>
    private async Task<AuthenticationHeaderValue> TokenAsync(ImageReference image, string challenge, RegistryLogin? login, CancellationToken cancellation)
    {
        var wanted = BearerChallenge.Parse(challenge);
        if (wanted.Realm is null || (wanted.Realm.Scheme != Uri.UriSchemeHttps && !image.IsLocal))
            throw new PortUnavailableException($"the registry {image.Registry} names no address with https that gives out tokens");
        using var request = new HttpRequestMessage(HttpMethod.Get, wanted.TokenAddress($"repository:{image.Repository}:pull"));
        request.Headers.Authorization = login is null ? null : Basic(login);
        using var answer = await http.SendAsync(request, cancellation);
        Require(answer, image);
        return new AuthenticationHeaderValue("Bearer", BearerChallenge.TokenIn(await answer.Content.ReadAsByteArrayAsync(cancellation))
            ?? throw new PortUnavailableException($"{wanted.Realm.Host} gave no token for {image.Registry}"));
    }

    private static AuthenticationHeaderValue Basic(RegistryLogin? login) =>
        new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{login?.User}:{login?.Password}")));

    private void Require(HttpResponseMessage answer, ImageReference image)
    {
        if (answer.IsSuccessStatusCode)
            return;
        throw new PortUnavailableException(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? $"the registry {image.Registry} does not let the server read {image.Repository}: put a login into {logins.Path}, as docker login does"
            : $"the registry {image.Registry} answered {(int)answer.StatusCode} for {image.Repository}:{image.Tag}");
    }
}
