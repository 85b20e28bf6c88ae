using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Integrations.Identity.Oidc;

namespace Slipway.Integrations.Metrics;

/// <summary>Instant questions to a Prometheus server (HTTP API v1).</summary>
/// <param name="http">Its time limit bounds each question.</param>
public sealed class PrometheusClient(HttpClient http)
{
    private const int MaxAnswerBytes = 16 * 1024 * 1024;
    private const int MaxSeries = 20_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    public static HttpClient CreateClient() => new() { Timeout = Timeout, MaxResponseContentBufferSize = MaxAnswerBytes };

    /// <summary>The series that a question finds now; empty when there are none.</summary>
    /// <exception cref="PortUnavailableException">It does not answer, or not with what was asked for.</exception>
    public async Task<IReadOnlyList<PrometheusSeries>> AskAsync(PrometheusSpec prometheus, string query, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{prometheus.Url.ToString().TrimEnd('/')}/api/v1/query"))
            {
                Content = new FormUrlEncodedContent([new("query", query)]),
            };
            if (prometheus.TokenFile is { } file)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(file, cancellation)).Trim());
            using var answer = await http.SendAsync(request, cancellation);
            return Read(prometheus, query, (int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw new PortUnavailableException($"Prometheus at {prometheus.Url} cannot be asked: {fault.Message}", inner: fault);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new PortUnavailableException($"Prometheus at {prometheus.Url} did not answer within {http.Timeout.TotalSeconds:0} s", inner: fault);
        }
    }

    private static List<PrometheusSeries> Read(PrometheusSpec prometheus, string query, int status, byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.Find("status")?.Text() != "success")
                throw new PortUnavailableException($"Prometheus at {prometheus.Url} answered {status} to {query}: {root.Find("error")?.Text() ?? "no reason given"}");
            if (root.Find("data")?.Find("resultType")?.Text() != "vector" || root.Find("data")?.Find("result") is not { ValueKind: JsonValueKind.Array } result)
                throw new PortUnavailableException($"Prometheus answered {query} with something else than series of counters: take away what makes one number of them");
            return result.GetArrayLength() > MaxSeries
                ? throw new PortUnavailableException($"{query} finds {result.GetArrayLength()} series; {MaxSeries} is the most: sum them by what you need")
                : [.. result.EnumerateArray().Select(Series)];
        }
        catch (JsonException fault)
        {
            throw new PortUnavailableException($"{prometheus.Url} answered {status}, but not as Prometheus does: is it the server's address?", inner: fault);
        }
    }

    private static PrometheusSeries Series(JsonElement one)
    {
        var labels = one.Find("metric") is { ValueKind: JsonValueKind.Object } metric
            ? metric.EnumerateObject().Select(label => (label.Name, Value: label.Value.Text() ?? "")).OrderBy(label => label.Name, StringComparer.Ordinal).ToList()
            : [];
        var bound = labels.FirstOrDefault(label => label.Name == "le").Value;
        var value = one.Find("value") is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2 ? pair[1].Text() : null;
        return new PrometheusSeries(
            string.Join(',', labels.Where(label => label.Name != "le").Select(label => $"{label.Name}={label.Value}")),
            labels.FirstOrDefault(label => label.Name == "__name__").Value ?? "",
            bound is null ? null : Number(bound),
            Number(value));
    }

    private static double Number(string? text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => 0,
    };
}
