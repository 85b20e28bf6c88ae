using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slipway.Contracts;
using Slipway.Contracts.Problems;

namespace Slipway.Cli.Client.Api;

/// <summary>Speaks HTTP with the server. Every failure is a <see cref="VerbFailedException"/> with what to do.</summary>
internal sealed class SlipwayClient(ServerAddress address, ServerCredential credential, HttpMessageHandler handler) : IDisposable
{
    private const int AnswerSeconds = 30;

    // Timeouts are this class's own: HttpClient's would also end a stream.
    private readonly HttpClient _http = new(handler) { BaseAddress = address.Url, Timeout = Timeout.InfiniteTimeSpan };

    public ServerAddress Address => address;

    public Task<T> GetAsync<T>(string path, CancellationToken cancellation) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), cancellation);

    /// <param name="within">For work that takes longer than an answer should; null: 30 s.</param>
    public Task<T> PostAsync<TBody, T>(string path, TBody body, CancellationToken cancellation, TimeSpan? within = null) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, Info<TBody>()) }, cancellation, within);

    /// <summary>The items of a stream of server-sent events, until the server ends it.</summary>
    /// <exception cref="ServerGoneException">It was cut off.</exception>
    public async IAsyncEnumerable<SseItem<string>> StreamAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await ConnectAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
            throw await FailureAsync(response, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        await using var items = SseParser.Create(stream).EnumerateAsync(cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(items))
            yield return items.Current;
    }

    public static T Parse<T>(string json) => JsonSerializer.Deserialize(json, Info<T>())!;

    public void Dispose() => _http.Dispose();

    private static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)SlipwayJson.Default.GetTypeInfo(typeof(T))!;

    private async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellation, TimeSpan? within = null)
    {
        var seconds = within?.TotalSeconds ?? AnswerSeconds;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            using var response = await ConnectAsync(request, limit.Token);
            // An unhealthy server answers 503 with its health: that is an answer. What went wrong has a type of its own.
            if (!response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType != MediaTypeNames.Application.Json)
                throw await FailureAsync(response, limit.Token);
            return await response.Content.ReadFromJsonAsync(Info<T>(), limit.Token)
                ?? throw new VerbFailedException(ExitCodes.Failed, $"{address.Url} answered with nothing");
        }
        catch (JsonException e)
        {
            throw new VerbFailedException(
                ExitCodes.Failed, $"{address.Url} (from {address.Source}) does not answer as a Slipway server of this version: {e.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Gone(request, $"no answer within {seconds}s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Gone(request, e.Message);
        }
        finally
        {
            request.Dispose();
        }
    }

    private async Task<HttpResponseMessage> ConnectAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", $"slipway/{ProgramVersion.Text}");
        request.Headers.Authorization = credential.Header;
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            throw new ServerGoneException(
                $"no server at {address.Url} (from {address.Source}): is `slipway serve` running? Another address: --server URL", sent: false);
        }
        catch (HttpRequestException e)
        {
            throw Gone(request, e.Message);
        }
    }

    private static ServerGoneException Gone(HttpRequestMessage request, string why) =>
        new($"the connection to {request.RequestUri} was lost: {why}", sent: request.Method != HttpMethod.Get);

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<SseItem<string>> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ServerGoneException($"the stream was cut off: {e.Message}", sent: false);
        }
    }

    private async Task<Exception> FailureAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType != Problem.MediaType)
        {
            return new VerbFailedException(
                ExitCodes.Failed,
                response.StatusCode == HttpStatusCode.NotFound
                    ? $"{address.Url} (from {address.Source}) does not know {response.RequestMessage?.RequestUri?.AbsolutePath}: is it a Slipway server of this version?"
                    : $"{address.Url} answered {status} {response.ReasonPhrase}");
        }

        var problem = await response.Content.ReadFromJsonAsync(Info<Problem>(), cancellation);
        return ProblemErrors.ToFailure(problem ?? new Problem(), status);
    }
}
