using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes;

/// <summary>
/// The API server by bare paths and JSON. The rig speaks through this and not through the client of the product, so that a
/// mistake there shows as one; a test plays other people with it, who change the same objects.
/// </summary>
public sealed class ClusterApi : IDisposable
{
    private const int CallSeconds = 60;
    private const int AppearMilliseconds = 10;
    private const int AppearSeconds = 60;
    private const int InsistMilliseconds = 50;
    private const int InsistSeconds = 120;

    private readonly HttpClient _http;
    private readonly X509Certificate2? _authority;

    public ClusterApi(Uri server, string authorityPem, string token)
    {
        (Server, AuthorityPem) = (server, authorityPem);
        _authority = X509Certificate2.CreateFromPem(authorityPem);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_authority);
        var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
        _http = new HttpClient(handler) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <param name="proxy">Speaks for us, with credentials of its own.</param>
    internal ClusterApi(Uri proxy, Uri server, string authorityPem)
    {
        (Server, AuthorityPem) = (server, authorityPem);
        _http = new HttpClient { BaseAddress = proxy, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Of the API server itself.</summary>
    public Uri Server { get; }

    /// <summary>Of the authority that the API server's certificate comes from.</summary>
    public string AuthorityPem { get; }

    /// <summary>The object at a path, such as <c>/api/v1/namespaces/n/pods/p</c>; null if there is none.</summary>
    public async Task<JsonObject?> GetAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, path, body: null, type: null, cancellation);
        }
        catch (HttpRequestException none) when (none.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Creates an object in a collection, and returns it as it is stored.</summary>
    public Task<JsonObject> PostAsync(string path, JsonObject body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, body.ToJsonString(), "application/json", cancellation);

    /// <inheritdoc cref="PostAsync(string, JsonObject, CancellationToken)"/>
    public Task<JsonObject> PostYamlAsync(string path, string yaml, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, yaml, "application/yaml", cancellation);

    public Task<JsonObject> PutAsync(string path, JsonObject body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, path, body.ToJsonString(), "application/json", cancellation);

    /// <summary>A merge patch: what is null goes, lists are replaced.</summary>
    public Task<JsonObject> PatchAsync(string path, JsonObject patch, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Patch, path, patch.ToJsonString(), "application/merge-patch+json", cancellation);

    /// <summary>A strategic merge patch: lists of named things, such as a pod's conditions, are merged by name.</summary>
    public Task<JsonObject> MergeAsync(string path, JsonObject patch, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Patch, path, patch.ToJsonString(), "application/strategic-merge-patch+json", cancellation);

    /// <summary>Nothing happens if there is none.</summary>
    /// <param name="graceSeconds">0: at once, without asking the node.</param>
    /// <param name="uid">Only the object that has it; null: whichever has the name.</param>
    public async Task DeleteAsync(string path, int? graceSeconds, CancellationToken cancellation, string? uid = null)
    {
        var options = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions", ["propagationPolicy"] = "Background" };
        if (graceSeconds is { } seconds)
            options["gracePeriodSeconds"] = seconds;
        if (uid is not null)
            options["preconditions"] = new JsonObject { ["uid"] = uid };
        try
        {
            await SendAsync(HttpMethod.Delete, path, options.ToJsonString(), "application/json", cancellation);
        }
        catch (HttpRequestException none) when (none.StatusCode == HttpStatusCode.NotFound)
        {
        }
    }

    /// <summary>One watch to its end: events of objects, bookmarks and errors left out.</summary>
    /// <param name="path">A collection with its query, such as <c>…/pods?fieldSelector=…</c>.</param>
    /// <exception cref="HttpRequestException">It broke, or the server forgot that version (410): list again.</exception>
    public async IAsyncEnumerable<(string Type, JsonObject Object)> WatchAsync(string path, string resourceVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var address = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}watch=true&resourceVersion={resourceVersion}";
        using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var lines = new StreamReader(stream);
        while (await ReadAsync() is { } read)
        {
            var changed = read["object"]!.AsObject();
            if ((string?)read["type"] is not { } type || type == "ERROR")
                throw new HttpRequestException($"watch of {path}: {(string?)changed["message"]}", inner: null, HttpStatusCode.Gone);
            yield return (type, changed);
        }

        async Task<JsonObject?> ReadAsync()
        {
            try
            {
                return await lines.ReadLineAsync(cancellation) is { } line ? JsonNode.Parse(line)!.AsObject() : null;
            }
            catch (Exception cut) when (cut is IOException or JsonException)
            {
                throw new HttpRequestException($"watch of {path}: cut", cut);
            }
        }
    }

    /// <summary>Returns once there is something at a path, for which it waits a bounded time.</summary>
    internal async Task AppearAsync(string path, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await GetAsync(path, cancellation) is null)
        {
            if (TimeProvider.System.GetElapsedTime(began).TotalSeconds > AppearSeconds)
                throw new InvalidOperationException($"{path} is not there after {AppearSeconds} s");
            await Task.Delay(TimeSpan.FromMilliseconds(AppearMilliseconds), TimeProvider.System, cancellation);
        }
    }

    /// <summary>Repeats a call while the server is away or has too much to do, for a bounded time.</summary>
    internal static async Task InsistAsync(Func<Task> call, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (HttpRequestException away) when (IsAway(away) && TimeProvider.System.GetElapsedTime(began).TotalSeconds < InsistSeconds)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(InsistMilliseconds), TimeProvider.System, cancellation);
            }
        }
    }

    internal static bool IsAway(HttpRequestException failure) => failure.StatusCode is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    public void Dispose()
    {
        _http.Dispose();
        _authority?.Dispose();
    }

    /// <exception cref="HttpRequestException">Refused, with the status and the server's words, or not reached.</exception>
    private async Task<JsonObject> SendAsync(HttpMethod method, string path, string? body, string? type, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(CallSeconds));
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, type!);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token);
            var answer = await response.Content.ReadAsStringAsync(limit.Token);
            if (!response.IsSuccessStatusCode)
                throw new HttpRequestException($"{method} {path}: {answer}", inner: null, response.StatusCode);
            return answer.StartsWith('{') ? JsonNode.Parse(answer)!.AsObject() : [];
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"{method} {path}: no answer within {CallSeconds} s", late);
        }
        catch (Exception cut) when (cut is JsonException or IOException)
        {
            throw new HttpRequestException($"{method} {path}: the answer is cut", cut);
        }
    }
}
