using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Slipway.Kubernetes.Client.Access;

namespace Slipway.Kubernetes.Client.Http;

/// <summary>
/// Sends calls to one API server: with fresh credentials, in bounded time, again where that is safe. Every failure leaves it as a
/// <see cref="KubeException"/>.
/// </summary>
internal sealed class ApiConnection(ClusterAccess access, TimeProvider time, KubeOptions options) : IDisposable
{
    private const long MaxAnswerBytes = 64L * 1024 * 1024;

    private readonly Credential _credential = access.Credential(time);
    private readonly RequestCounter _requests = new();
    private readonly Lock _gate = new();
    private Transport? _transport;

    public ClusterAccess Access => access;

    public KubeOptions Options => options;

    public TimeProvider Time => time;

    public IReadOnlyDictionary<string, long> Requests => _requests.Snapshot();

    /// <summary>From 0 up to 1, for waits that should not be those of others.</summary>
    public static double Chance() => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);

    /// <summary>Sends a call and reads its whole answer.</summary>
    public async Task<T> SendAsync<T>(ApiCall call, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var started = time.GetTimestamp();
        KubeException? before = null;
        var sent = false;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    sent = true;
                    using var response = await OpenAsync(call, either.Token);
                    return await ReadAsync(response, call, read, either.Token);
                }
                catch (KubeException e) when (attempt < options.Attempts && MayRepeat(call, e) && WaitAfter(e, attempt) is { } wait && wait < options.Timeout - time.GetElapsedTime(started))
                {
                    before = e;
                    sent = false;
                    await Task.Delay(wait, time, either.Token);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new KubeException(0, KubeReasons.Timeout,
                $"cannot {call} ({access.Name}): no answer within {options.Timeout.TotalSeconds:0.#} s{(before is null ? "" : $"; the attempt before: {before.Message}")}",
                outcomeUnknown: sent && !call.IsRead, inner: before);
        }
    }

    /// <summary>Sends a call once and gives its answer as soon as it begins.</summary>
    /// <exception cref="KubeException">It is no success, or there is none.</exception>
    public async Task<HttpResponseMessage> OpenAsync(ApiCall call, CancellationToken cancellation)
    {
        for (var fresh = false; ; fresh = true)
        {
            var presented = await _credential.PresentAsync(cancellation);
            using var request = Build(call, presented);
            var response = await CountedAsync(TransportFor(presented), request, call, cancellation);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
            {
                var refusal = await ApiAnswers.RefusalAsync(response, call, access, cancellation);
                if (refusal.Status != 401 || fresh || !_credential.Refuse(presented))
                    throw refusal;
            }
        }
    }

    public void Dispose() => _transport?.Dispose();

    private async Task<HttpResponseMessage> CountedAsync(Transport transport, HttpRequestMessage request, ApiCall call, CancellationToken cancellation)
    {
        _requests.Count(call.Verb);
        var began = time.GetTimestamp();
        HttpResponseMessage? response = null;
        try
        {
            return response = await SendAsync(transport, request, call, cancellation);
        }
        finally
        {
            options.Instruments?.Sent(call, response?.StatusCode, time.GetElapsedTime(began));
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Transport transport, HttpRequestMessage request, ApiCall call, CancellationToken cancellation)
    {
        try
        {
            return await transport.SendAsync(request, cancellation);
        }
        catch (HttpRequestException e)
        {
            throw Broken(e, call);
        }
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, ApiCall call, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            using var stream = new BoundedStream(await response.Content.ReadAsStreamAsync(cancellation), MaxAnswerBytes);
            return await read(stream, cancellation);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Broken(e, call);
        }
    }

    private HttpRequestMessage Build(ApiCall call, Presented presented)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(access.Server, call.Path))
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, */*");
        request.Headers.TryAddWithoutValidation("User-Agent", $"slipway/{typeof(ApiConnection).Assembly.GetName().Version?.ToString(3)}");
        if (presented.Authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", presented.Authorization);
        // The handler takes the name for TLS from here, and the server is asked for by the name that its certificate has.
        if (access.Trust.ServerName is { } name)
            request.Headers.Host = name;
        if (call.Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(call.Body.ToJsonString()));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(call.ContentType);
        }

        return request;
    }

    private Transport TransportFor(Presented presented)
    {
        lock (_gate)
        {
            // Connections stand for the certificate that they were opened with: another one needs others. Watches on the old ones go on
            // until the server ends them, so the old transport is left to them.
            if (_transport is null || _transport.Certificate != presented.Certificate)
                _transport = new Transport(access, presented.Certificate);
            return _transport;
        }
    }

    private KubeException Broken(Exception e, ApiCall call)
    {
        var cause = e is HttpRequestException { HttpRequestError: var error } ? error : HttpRequestError.Unknown;
        if (cause == HttpRequestError.SecureConnectionError)
        {
            var why = e.InnerException is AuthenticationException { InnerException: null } own ? own.Message : $"the TLS handshake failed: {(e.InnerException ?? e).Message}";
            return new KubeException(0, KubeReasons.Untrusted, $"cannot {call}: the server {access} is not trusted: {why}", inner: e);
        }

        // Before a connection stands nothing is sent; after that nobody knows what became of a write.
        var unsent = cause is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError;
        var told = (e.InnerException ?? e).Message.TrimEnd('.');
        return unsent
            ? new KubeException(0, KubeReasons.Unreachable, $"cannot {call}: the server {access} cannot be reached: {told}; is it running, and is the address right?", inner: e)
            : new KubeException(0, KubeReasons.Unreachable, $"cannot {call}: the connection to {access} broke: {told}", outcomeUnknown: !call.IsRead, inner: e);
    }

    /// <summary>Reads always; writes only when the server did nothing: it never got them, or wants to be asked again.</summary>
    private static bool MayRepeat(ApiCall call, KubeException e) => e switch
    {
        { OutcomeUnknown: true } => false,
        { Status: 0 } => e.Reason == KubeReasons.Unreachable,
        { Status: 429 or 503 } => true,
        { Status: >= 500 } => call.IsRead || e.RetryAfter is not null,
        _ => false,
    };

    private static TimeSpan WaitAfter(KubeException e, int attempt) =>
        e.RetryAfter is { } asked ? Backoff.Delay(asked, Chance()) : Backoff.Delay(attempt, Chance());
}
