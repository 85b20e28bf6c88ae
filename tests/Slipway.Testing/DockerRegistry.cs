using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Slipway.Core.Values;

namespace Slipway.Testing;

/// <summary>A registry of container images of our own, on a free port of loopback, with nothing in it.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private readonly StartedProgram _program = new("/usr/bin/docker-registry");
    private readonly HttpClient _http = new();

    /// <summary>As images name it.</summary>
    public string Host { get; } = $"127.0.0.1:{FreePort.Take()}";

    /// <param name="auth">The section <c>auth</c> of its configuration; null: everybody may do everything.</param>
    public static async Task<DockerRegistry> StartAsync(string? auth, CancellationToken cancellation)
    {
        var registry = new DockerRegistry();
        await registry.RunAsync(auth, cancellation);
        return registry;
    }

    /// <summary>Puts an image there whose configuration is <paramref name="content"/>; its digest.</summary>
    public async Task<Digest> PushAsync(string repository, string tag, string content, CancellationToken cancellation)
    {
        var blob = Encoding.UTF8.GetBytes($$"""{"architecture":"amd64","os":"linux","config":{"Labels":{"content":"{{content}}"} } }""");
        using var begun = await _http.PostAsync(new Uri($"http://{Host}/v2/{repository}/blobs/uploads/"), null, cancellation);
        begun.EnsureSuccessStatusCode();
        var place = new Uri(new Uri($"http://{Host}"), begun.Headers.Location!);
        using var put = await _http.PutAsync(new Uri($"{place}&digest={Digest.Of(blob)}"), new ByteArrayContent(blob), cancellation);
        put.EnsureSuccessStatusCode();
        var manifest = Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":2,"mediaType":"{{ManifestType}}","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{Digest.Of(blob)}}","size":{{blob.Length}}},"layers":[]}""");
        using var body = new ByteArrayContent(manifest) { Headers = { ContentType = new MediaTypeHeaderValue(ManifestType) } };
        using var done = await _http.PutAsync(new Uri($"http://{Host}/v2/{repository}/manifests/{tag}"), body, cancellation);
        done.EnsureSuccessStatusCode();
        return Digest.Of(manifest);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _program.DisposeAsync();
    }

    private async Task RunAsync(string? auth, CancellationToken cancellation)
    {
        var file = Path.Combine(_program.Folder, "config.yml");
        await File.WriteAllTextAsync(
            file,
            $"version: 0.1\nlog: {{ level: error }}\nstorage: {{ filesystem: {{ rootdirectory: \"{_program.Folder}/data\" }} }}\nhttp: {{ addr: \"{Host}\", secret: {RandomNumberGenerator.GetHexString(16)} }}\n{(auth is null ? "" : $"auth: {auth}\n")}",
            cancellation);
        await _program.StartAsync(["serve", file], AnswersAsync, cancellation);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(new Uri($"http://{Host}/v2/"), cancellation);
        return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized;
    }
}
