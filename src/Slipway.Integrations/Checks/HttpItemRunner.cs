using System.Text;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;

namespace Slipway.Integrations.Checks;

/// <summary>Items that a request answers.</summary>
/// <param name="http">Its own timeout is not used.</param>
public sealed class HttpItemRunner(HttpClient http) : IItemCheck
{
    private const int MaxBodyBytes = 64 * 1024;

    public string Name => HttpItemCheck.Kind;

    /// <summary>Follows no redirect, which is an answer, and keeps no cookie.</summary>
    public static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<ItemFinding> RunAsync(ItemCheck check, ItemContext context, CancellationToken cancellation)
    {
        var asked = (HttpItemCheck)check;
        try
        {
            using var answer = await http.GetAsync(new Uri(asked.Url), HttpCompletionOption.ResponseHeadersRead, cancellation);
            var status = (int)answer.StatusCode;
            if (status is < 200 or > 399)
                return new ItemFinding(false, $"GET {asked.Url}: {status}");
            var missing = asked.Headers.Where(name => !HasHeader(answer, name)).ToList();
            if (missing.Count > 0)
                return new ItemFinding(false, $"GET {asked.Url}: {status} without {string.Join(", ", missing)}");
            return asked.Contains is { } text && !(await BodyAsync(answer, cancellation)).Contains(text, StringComparison.Ordinal)
                ? new ItemFinding(false, $"GET {asked.Url}: {status}, and '{text}' is not in the answer")
                : new ItemFinding(true, $"GET {asked.Url}: {status}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException)
        {
            return new ItemFinding(false, $"GET {asked.Url}: {e.GetBaseException().Message}");
        }
    }

    private static bool HasHeader(HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated.Contains(name) || answer.Content.Headers.NonValidated.Contains(name);

    private static async Task<string> BodyAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[MaxBodyBytes];
        var count = await body.ReadAtLeastAsync(bytes, MaxBodyBytes, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(bytes, 0, count);
    }
}
