using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Testing;

/// <summary>A registry of container images of our own, on a free port of loopback, with nothing in it.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    private const string Program = "/usr/bin/docker-registry";
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-registry-");
    private readonly HttpClient _http = new();
    private Process? _process;

    private DockerRegistry(int port) => Host = $"127.0.0.1:{port}";

    /// <summary>As images name it.</summary>
    public string Host { get; }

    /// <param name="auth">The section <c>auth</c> of its configuration; null: everybody may do everything.</param>
    public static async Task<DockerRegistry> StartAsync(string? auth, CancellationToken cancellation)
    {
        Assert.SkipUnless(File.Exists(Program), "No docker-registry is installed: run eng/real-parts.sh test");
        var registry = new DockerRegistry(FreePort());
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
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private async Task RunAsync(string? auth, CancellationToken cancellation)
    {
        var file = Path.Combine(_folder.FullName, "config.yml");
        await File.WriteAllTextAsync(
            file,
            $"version: 0.1\nlog: {{ level: error }}\nstorage: {{ filesystem: {{ rootdirectory: \"{_folder.FullName}/data\" }} }}\nhttp: {{ addr: \"{Host}\", secret: {RandomNumberGenerator.GetHexString(16)} }}\n{(auth is null ? "" : $"auth: {auth}\n")}",
            cancellation);
        _process = Process.Start(new ProcessStartInfo(Program, ["serve", file]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        var began = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync(cancellation))
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(began) > StartWithin)
                throw new InvalidOperationException("The registry of the tests did not start");
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri($"http://{Host}/v2/"), cancellation);
            return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
