using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace Slipway.Local.Gateway.Proxy;

/// <summary>
/// Sends copies of requests to the candidate and throws its answers away. A copy leaves after its user has the answer,
/// is not counted among the candidate's requests, and is dropped when too many are under way.
/// </summary>
internal sealed class MirrorSender(SocketsHttpHandler handler, TimeProvider time) : IDisposable
{
    private const int MaxBodyBytes = 64 * 1024;
    private const int MaxConcurrent = 64;
    private const int TimeoutSeconds = 10;

    private readonly HttpMessageInvoker _client = new(handler);
    private int _underWay;

    /// <summary>Lets <paramref name="answer"/> answer the user, then sends the copy without being waited for.</summary>
    public async Task AlongAsync(HttpContext http, Upstream upstream, Func<Task> answer)
    {
        var request = http.Request;
        if (http.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true || request.ContentLength > MaxBodyBytes)
        {
            await answer();
            return;
        }

        var hasBody = http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? request.ContentLength > 0;
        var body = hasBody ? new MirrorBody(request.Body, MaxBodyBytes) : null;
        if (body is not null)
            request.Body = body;
        var copy = Copy(request, upstream);
        await answer();
        if (body is not null && body.Copy is null)
            return;
        if (body?.Copy is { } bytes)
            SetBody(copy, bytes, request.ContentType);
        _ = SendAsync(copy);
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage Copy(HttpRequest request, Upstream upstream)
    {
        var target = upstream.Prefix.TrimEnd('/') + UriHelper.BuildRelative(request.PathBase, request.Path, request.QueryString);
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), target);
        foreach (var (name, values) in request.Headers)
        {
            if (!name.StartsWith(':') && name is not ("Connection" or "Transfer-Encoding" or "Keep-Alive" or "Upgrade" or "Expect"))
                copy.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        return copy;
    }

    private static void SetBody(HttpRequestMessage copy, byte[] bytes, string? type)
    {
        copy.Content = new ByteArrayContent(bytes);
        if (type is not null)
            copy.Content.Headers.TryAddWithoutValidation("Content-Type", type);
    }

    private async Task SendAsync(HttpRequestMessage copy)
    {
        try
        {
            if (Interlocked.Increment(ref _underWay) > MaxConcurrent)
                return;
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(TimeoutSeconds), time);
            using var answer = await _client.SendAsync(copy, timeout.Token);
            await answer.Content.CopyToAsync(Stream.Null, timeout.Token);
        }
        catch (Exception thrownAway) when (thrownAway is HttpRequestException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The candidate's answers count for nothing here, and so do its failures.
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
            copy.Dispose();
        }
    }
}
