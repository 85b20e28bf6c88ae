using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Slipway.Core.Ports;

namespace Slipway.Integrations.Notices;

/// <summary>Sends a request, and says what its answer means for the notice. Follows no redirect, keeps no cookie, reads no more than the beginning of an answer.</summary>
public sealed class NoticeSender : IDisposable
{
    private const int MaxAnswerBytes = 2_048;
    private const int ShownCharacters = 200;

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);

    /// <summary>So that a change of the other side's address is seen.</summary>
    private static readonly TimeSpan ConnectAnewAfter = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _time;
    private readonly TimeSpan _within;
    private readonly HttpClient _http;

    /// <param name="within">Bound of one try.</param>
    public NoticeSender(TimeProvider time, TimeSpan? within = null)
    {
        (_time, _within) = (time, within ?? TimeSpan.FromSeconds(10));
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectWithin,
            PooledConnectionLifetime = ConnectAnewAfter,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Slipway", null));
    }

    /// <param name="secrets">What must not be in an error: the other side may say it back.</param>
    public async Task<SendOutcome> SendAsync(HttpRequestMessage request, IReadOnlyList<string> secrets, CancellationToken cancellation)
    {
        using var within = new CancellationTokenSource(_within, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, within.Token);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (answer.IsSuccessStatusCode)
                return new SendOutcome.Delivered();
            var error = Struck($"{(int)answer.StatusCode} {answer.StatusCode}{await BeginningAsync(answer.Content, either.Token)}", secrets);
            return IsForNow(answer.StatusCode) ? new SendOutcome.Again(error, After(answer.Headers.RetryAfter)) : new SendOutcome.Refused(error);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SendOutcome.Again($"no answer within {_within.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new SendOutcome.Again(Struck(e.InnerException is { } inner && e.Message.Contains("inner exception", StringComparison.Ordinal) ? inner.Message : e.Message, secrets));
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsForNow(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 || (int)status >= 500;

    private TimeSpan? After(RetryConditionHeaderValue? asked) => asked switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
        _ => null,
    };

    private static async Task<string> BeginningAsync(HttpContent content, CancellationToken cancellation)
    {
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellation);
            var buffer = new byte[MaxAnswerBytes];
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            var text = new string([.. Encoding.UTF8.GetString(buffer, 0, read).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
            return text.Length == 0 ? "" : $": {(text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "…")}";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The status says enough.
            return "";
        }
    }

    private static string Struck(string text, IReadOnlyList<string> secrets) =>
        secrets.Where(secret => secret.Length > 0).Aggregate(text, (left, secret) => left.Replace(secret, "***", StringComparison.Ordinal));
}
