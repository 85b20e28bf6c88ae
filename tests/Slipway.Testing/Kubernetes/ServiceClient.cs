using System.Globalization;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes;

/// <summary>
/// Sends requests to a Service as a node's proxy would: each by a new connection to one of the endpoints that are ready, in turn.
/// The pods are those of a <see cref="Kubelet"/> that serves.
/// </summary>
/// <param name="service">Its first port is taken.</param>
public sealed class ServiceClient(Cluster cluster, string name, string service) : IDisposable
{
    private const int RequestSeconds = 10;

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(RequestSeconds) };
    private int _turn;

    /// <summary>The addresses that are ready now, as <c>127.b.c.d:port</c>.</summary>
    public async Task<IReadOnlyList<string>> AddressesAsync(CancellationToken cancellation)
    {
        var endpoints = await cluster.Api.GetAsync($"/api/v1/namespaces/{name}/endpoints/{service}", cancellation);
        return [.. from subset in endpoints?["subsets"]?.AsArray() ?? []
                   let port = (int)subset!["ports"]![0]!["port"]!
                   from address in subset["addresses"]?.AsArray() ?? []
                   select $"127{((string)address!["ip"]!)[2..]}:{port.ToString(CultureInfo.InvariantCulture)}"];
    }

    public async Task<ServiceAnswer> GetAsync(CancellationToken cancellation)
    {
        var addresses = await AddressesAsync(cancellation);
        if (addresses.Count == 0)
            return new ServiceAnswer(0, "", "");
        try
        {
            using var response = await _http.GetAsync(new Uri($"http://{addresses[(int)((uint)Interlocked.Increment(ref _turn) % addresses.Count)]}/"), cancellation);
            return new ServiceAnswer((int)response.StatusCode, Header("X-Version"), Header("X-Pod"));

            string Header(string header) => response.Headers.TryGetValues(header, out var values) ? values.First() : "";
        }
        catch (HttpRequestException)
        {
            return new ServiceAnswer(0, "", "");
        }
    }

    public void Dispose() => _http.Dispose();
}
