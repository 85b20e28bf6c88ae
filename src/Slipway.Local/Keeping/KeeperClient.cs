using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Core.Ports;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Keeping.Calls;
using Slipway.Local.Peers;

namespace Slipway.Local.Keeping;

/// <summary>
/// Asks the keeper, wherever it is: in this server without a detour, in another over HTTP. Where it is, is remembered until it
/// does not answer as keeper any more. Thread-safe.
/// </summary>
/// <param name="peerKeyFile">The key that other servers ask for; null: none.</param>
public sealed class KeeperClient(Keeper keeper, ILeases leases, TimeProvider time, string? peerKeyFile = null) : IDisposable
{
    private const int ConnectMilliseconds = 1000;
    private const int MaxConnections = 128;

    /// <summary>An answer that takes longer may never come, because another is keeper by now.</summary>
    private const int LookMilliseconds = 250;

    private readonly HttpClient _http = new(new PeerKeyHandler(peerKeyFile, new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromMilliseconds(ConnectMilliseconds),
        MaxConnectionsPerServer = MaxConnections,
    }))
    { Timeout = Timeout.InfiniteTimeSpan };

    private volatile Uri? _known;

    /// <summary>Where gateways are to report: asked anew each time, because they come here only when they have lost their way.</summary>
    /// <exception cref="PortUnavailableException">The store does not answer.</exception>
    public async Task<HubPlace> FindHubAsync(CancellationToken cancellation)
    {
        if (keeper.Office is { } office)
            return new HubPlace(office.Hub, null, office.Ended);
        var holder = keeper.Role is { } role ? await leases.HolderAsync(role, cancellation) : null;

        // Elected and not yet in office: soon.
        return new HubPlace(null, holder is null || holder.Id == keeper.Server.Id ? null : new Uri(holder.Url), CancellationToken.None);
    }

    public void Dispose() => _http.Dispose();

    /// <exception cref="StaleFenceException">The keeper has seen a higher fence.</exception>
    /// <exception cref="PortUnavailableException">There is no keeper now, it could not do it, or did not answer.</exception>
    internal async Task<TAnswer> AskAsync<TQuestion, TAnswer>(KeeperCall<TQuestion, TAnswer> call, TQuestion question, CancellationToken cancellation)
    {
        if (keeper.Office is { } office)
            return await office.AnswerAsync(o => call.Find(o, question, cancellation));
        for (var second = false; ; second = true)
        {
            if (await FindAsync(cancellation) is not { } address)
                throw new PortUnavailableException($"no server keeps the processes of folder {keeper.StoreFolder} now; start one with that data folder");
            using var response = await SendAsync(address, call, question, cancellation);
            if (response.StatusCode == HttpStatusCode.OK)
                return await ReadAsync(address, response, call, cancellation);
            if (response.StatusCode != HttpStatusCode.MisdirectedRequest)
                throw await RefusalAsync(address, response, cancellation);

            // It was the keeper once. Whoever is now has not been asked yet.
            Forget(address);
            if (second)
                throw new PortUnavailableException($"{address} does not keep the processes any more, and who does is not settled yet");
        }
    }

    /// <summary>The keeper's address; null while there is none, or none in office.</summary>
    private async Task<Uri?> FindAsync(CancellationToken cancellation)
    {
        if (_known is { } known)
            return known;
        if (keeper.Role is not { } role || await leases.HolderAsync(role, cancellation) is not { } holder || holder.Id == keeper.Server.Id)
            return null;
        return _known = new Uri(holder.Url);
    }

    /// <summary>Forgets an address at which nobody is, or not the keeper.</summary>
    private void Forget(Uri address) => Interlocked.CompareExchange(ref _known, null, address);

    private async Task<HttpResponseMessage> SendAsync<TQuestion, TAnswer>(
        Uri address, KeeperCall<TQuestion, TAnswer> call, TQuestion question, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(call.Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var uri = new Uri(address, KeeperEndpoints.Prefix + call.Path);
            using var content = JsonContent.Create(question, call.Question);
            // The whole answer, within the patience: its head alone says little.
            var asking = _http.PostAsync(uri, content, both.Token);
            while (await Task.WhenAny(asking, Task.Delay(TimeSpan.FromMilliseconds(LookMilliseconds), time, both.Token)) != asking)
            {
                if (await HasMovedAsync(address, both.Token))
                    await patience.CancelAsync();
            }

            return await asking;
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            Forget(address);
            throw new PortUnavailableException($"the keeper at {address} did not answer in time", outcomeUnknown: true, e);
        }
        catch (HttpRequestException e)
        {
            Forget(address);
            var unsent = e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;
            throw new PortUnavailableException($"the keeper at {address} does not answer: {e.Message}", outcomeUnknown: !unsent, e);
        }
    }

    private async Task<bool> HasMovedAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            return await leases.HolderAsync(keeper.Role!, cancellation) is { } holder && new Uri(holder.Url) != address;
        }
        catch (PortUnavailableException)
        {
            return false;
        }
    }

    private async Task<TAnswer> ReadAsync<TQuestion, TAnswer>(
        Uri address, HttpResponseMessage response, KeeperCall<TQuestion, TAnswer> call, CancellationToken cancellation)
    {
        try
        {
            return (await response.Content.ReadFromJsonAsync(call.Answer, cancellation))!;
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            Forget(address);
            throw new PortUnavailableException($"the keeper at {address} gave an answer that cannot be read: {e.Message}", outcomeUnknown: true, e);
        }
    }

    private static async Task<Exception> RefusalAsync(Uri address, HttpResponseMessage response, CancellationToken cancellation)
    {
        var refusal = response.Content.Headers.ContentType?.MediaType == "application/json"
            ? await response.Content.ReadFromJsonAsync(KeeperJson.Default.KeeperRefusal, cancellation)
            : null;
        return (response.StatusCode, refusal) switch
        {
            (HttpStatusCode.Conflict, { } stale) => new StaleFenceException(stale.Message),
            (_, { } known) => new PortUnavailableException(known.Message, known.OutcomeUnknown),
            _ => new PortUnavailableException($"the keeper at {address} failed with {(int)response.StatusCode}; its log says why", outcomeUnknown: true),
        };
    }
}
