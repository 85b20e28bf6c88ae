using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Core.Analysis;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Local.Peers;
using Slipway.Server.Access;

namespace Slipway.Server.Api.Peers;

/// <summary>What the last look at a rollout's metrics found: only the server that drives it knows.</summary>
internal sealed class LatestLooks(RolloutEngine engine, ILeases leases, ServerNote self, TimeProvider time, AccessOptions access) : IDisposable
{
    /// <summary>For a view, which has no time to wait: the last recorded verdict does as well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = new(new PeerKeyHandler(access.PeerKeyFile, new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false }))
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Null when there was none, or it cannot be had now.</summary>
    public async Task<Evaluation?> FindAsync(string rolloutId, CancellationToken cancellation)
    {
        if (engine.LatestLook(rolloutId) is { } own)
            return own;
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await leases.HolderAsync(rolloutId, both.Token) is { } driver && driver.Id != self.Id
                ? await AskAsync(new Uri(driver.Url), rolloutId, both.Token)
                : null;
        }
        catch (Exception e) when (e is PortUnavailableException or HttpRequestException or IOException or JsonException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Evaluation?> AskAsync(Uri driver, string rolloutId, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync(new Uri(driver, LookEndpoints.PathOf(rolloutId)), cancellation);
        return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadFromJsonAsync(PeerJson.Default.Evaluation, cancellation) : null;
    }
}
