using System.Text.Json;
using Microsoft.Extensions.Logging;
using Slipway.Core.Ports;

namespace Slipway.Integrations.Identity.Oidc;

/// <summary>
/// The keys of one provider: fetched when the first token comes, again before they get old, and once when a token names a key that
/// is not among them. While the provider is away, the last ones go on.
/// </summary>
internal sealed partial class ProviderKeys(string issuer, HttpClient http, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>From then on they are fetched anew beside the requests, none of which waits.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    /// <summary>How long they go on without the provider: a key that it withdrew may count for so long.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    /// <summary>Between two fetches: tokens of strangers cannot make this server call the provider more often.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FetchWithin = TimeSpan.FromSeconds(5);
    private const int MaxDocumentBytes = 1 << 20;
    private const int MaxDepth = 16;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private SigningKeys? _keys;
    private DateTimeOffset _keysAt;
    private DateTimeOffset _fetchedAt = DateTimeOffset.MinValue;
    private Task _fetch = Task.CompletedTask;
    private string _fault = "it was not asked yet";

    /// <exception cref="PortUnavailableException">There are none, and the provider gives none now.</exception>
    public async Task<SigningKeys> CurrentAsync(CancellationToken cancellation)
    {
        Task fetch;
        lock (_gate)
        {
            var age = time.GetUtcNow() - _keysAt;
            if (_keys is not null && age < GoodFor)
            {
                if (age >= FreshFor)
                    TryFetch(out _);
                return _keys;
            }

            TryFetch(out fetch);
        }

        await fetch.WaitAsync(cancellation);
        lock (_gate)
        {
            return _keys is not null && time.GetUtcNow() - _keysAt < GoodFor
                ? _keys
                : throw new PortUnavailableException($"the keys of {issuer} cannot be had: {_fault}. Try again in {Pause.TotalSeconds:0} s");
        }
    }

    /// <summary>Others than these; null where there are none, or where the provider was asked a moment ago.</summary>
    public async Task<SigningKeys?> NewerAsync(SigningKeys than, CancellationToken cancellation)
    {
        Task fetch;
        lock (_gate)
        {
            if (_keys != than)
                return _keys;
            if (!TryFetch(out fetch))
                return null;
        }

        await fetch.WaitAsync(cancellation);
        lock (_gate)
            return _keys == than ? null : _keys;
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    /// <summary>The fetch that runs, or a new one; false within the pause. Held by the gate.</summary>
    private bool TryFetch(out Task fetch)
    {
        var now = time.GetUtcNow();
        var isStarted = _fetch.IsCompleted && now - _fetchedAt >= Pause;
        if (isStarted)
            (_fetchedAt, _fetch) = (now, Task.Run(FetchAsync));
        fetch = _fetch;
        return isStarted || !fetch.IsCompleted;
    }

    private async Task FetchAsync()
    {
        try
        {
            using var late = new CancellationTokenSource(FetchWithin, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _end.Token);
            var discovery = await ReadAsync(new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration"), either.Token);
            if (discovery.Find("issuer")?.Text() != issuer)
                throw new InvalidDataException("its configuration is of another issuer: write 'issuer' exactly as it is there");
            if (discovery.Find("jwks_uri")?.Text() is not { } address || !Uri.TryCreate(address, UriKind.Absolute, out var keysAddress) || !IsTrusted(keysAddress))
                throw new InvalidDataException("its configuration has no https address of keys ('jwks_uri')");
            var keys = SigningKeys.Parse(await ReadAsync(keysAddress, either.Token)) ?? throw new InvalidDataException("it gives no key that can be used");
            lock (_gate)
                (_keys, _keysAt) = (keys, time.GetUtcNow());
        }
        catch (OperationCanceledException) when (!_end.IsCancellationRequested)
        {
            Failed($"it does not answer within {FetchWithin.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The server ends, or this provider counts no more.
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or JsonException)
        {
            Failed(e is JsonException ? "it does not answer with JSON" : e.Message);
        }
    }

    private void Failed(string fault)
    {
        lock (_gate)
            _fault = fault;
        LogFault(issuer, fault);
    }

    private async Task<JsonElement> ReadAsync(Uri address, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{address} answers {(int)answer.StatusCode}");
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        var document = new byte[MaxDocumentBytes + 1];
        var length = await body.ReadAtLeastAsync(document, document.Length, throwOnEndOfStream: false, cancellation);
        if (length > MaxDocumentBytes)
            throw new InvalidDataException($"{address} answers with more than {MaxDocumentBytes} bytes");
        using var parsed = JsonDocument.Parse(document.AsMemory(0, length), new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = MaxDepth });
        return parsed.RootElement.Clone();
    }

    /// <summary>A provider on this machine may have its keys here too; any other gives an encrypted address.</summary>
    private bool IsTrusted(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && new Uri(issuer).IsLoopback);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of {Issuer} could not be fetched: {Fault}")]
    private partial void LogFault(string issuer, string fault);
}
