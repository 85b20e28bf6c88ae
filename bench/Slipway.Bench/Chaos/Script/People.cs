using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slipway.Bench.Chaos.World;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Testing.Access;

namespace Slipway.Bench.Chaos.Script;

/// <summary>People with browsers and command lines: each request goes to any one of the servers. Thread-safe.</summary>
/// <param name="data">The servers' data folder.</param>
public sealed class People(IReadOnlyList<ServerProcess> servers, string data, Random chance) : IDisposable
{
    private const int AnswerSeconds = 5;

    private readonly HttpClient _client = new(new LocalCredentialHandler(data, new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(AnswerSeconds) }))
    {
        Timeout = TimeSpan.FromSeconds(AnswerSeconds),
    };

    private readonly Lock _gate = new();

    /// <summary>Sends once.</summary>
    public async Task<Reply> PostAsync<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body, type), Encoding.UTF8, "application/json");
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(Any().Api, path)) { Content = content }, cancellation);
    }

    /// <summary>Asks once; null when no answer came, or no such thing is there.</summary>
    public async Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var reply = await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Any().Api, path)), cancellation);
        return reply.IsAccepted ? JsonSerializer.Deserialize(reply.Body, type) : null;
    }

    public Task<RolloutView?> RolloutAsync(string id, CancellationToken cancellation) =>
        GetAsync($"api/v1/rollouts/{id}", SlipwayJson.Default.RolloutView, cancellation);

    /// <summary>The rollouts of a place, newest first; null when no answer came.</summary>
    public Task<IReadOnlyList<RolloutSummaryView>?> RolloutsAsync(Place place, CancellationToken cancellation) =>
        GetAsync($"api/v1/rollouts?app={place.App}&environment={place.Environment}&limit=1000", SlipwayJson.Default.IReadOnlyListRolloutSummaryView, cancellation);

    public Task<IReadOnlyList<EnvironmentView>?> EnvironmentsAsync(CancellationToken cancellation) =>
        GetAsync("api/v1/environments", SlipwayJson.Default.IReadOnlyListEnvironmentView, cancellation);

    public void Dispose() => _client.Dispose();

    private async Task<Reply> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using (request)
        {
            try
            {
                using var response = await _client.SendAsync(request, cancellation);
                return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
            }
            catch (Exception away) when (away is HttpRequestException or IOException || (away is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                return new Reply(0, away.GetBaseException().Message);
            }
        }
    }

    private ServerProcess Any()
    {
        lock (_gate)
            return servers[chance.Next(servers.Count)];
    }
}
