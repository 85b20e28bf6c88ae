namespace Slipway.Bench.Load;

/// <summary>
/// Sends requests at a fixed rate whatever the server does (an open loop), and keeps what became of each.
/// Runs from its start until it is disposed.
/// </summary>
public sealed class LoadGenerator : IAsyncDisposable
{
    public const string VersionHeader = "X-Version";

    /// <summary>The finest step in which requests are released.</summary>
    private const int TickMilliseconds = 1;

    private readonly LoadOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient[] _clients;
    private readonly string?[] _answered;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<Answer> _answers = [];
    private readonly long _started;
    private readonly Task _pacing;

    private LoadGenerator(LoadOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _slots = new SemaphoreSlim(options.Concurrency);
        // A client keeps the connections that it opens: one that may open a single one always uses that.
        _clients = [.. Enumerable.Range(0, Math.Max(1, options.KeptConnections ?? 1)).Select(_ => Client(options))];
        _answered = new string?[_clients.Length];
        _started = time.GetTimestamp();
        _pacing = Task.Run(PaceAsync);
    }

    /// <summary>Begins to send at once.</summary>
    public static LoadGenerator Start(LoadOptions options, TimeProvider time) => new(options, time);

    /// <summary>The clock of <see cref="Answer.At"/>.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>Everything answered so far at or after an instant, in the order of the answers.</summary>
    public IReadOnlyList<Answer> AnswersSince(TimeSpan since)
    {
        lock (_gate)
            return _answers.FindAll(answer => answer.At >= since);
    }

    /// <summary>Stops sending, waits for what is in flight, and returns everything.</summary>
    public async Task<IReadOnlyList<Answer>> StopAsync()
    {
        await _stop.CancelAsync();
        await _pacing;
        for (var slot = 0; slot < _options.Concurrency; slot++)
            await _slots.WaitAsync(CancellationToken.None);
        _slots.Release(_options.Concurrency);
        return AnswersSince(TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var client in _clients)
            client.Dispose();
        _slots.Dispose();
        _stop.Dispose();
    }

    private async Task PaceAsync()
    {
        try
        {
            for (var sent = 0L; !_stop.IsCancellationRequested;)
            {
                for (var due = (long)(Elapsed.TotalSeconds * _options.RequestsPerSecond); sent < due; sent++)
                {
                    await _slots.WaitAsync(_stop.Token);
                    _ = SendAsync((int)(sent % _clients.Length), TimeSpan.FromSeconds((sent + 1) / _options.RequestsPerSecond));
                }

                await Task.Delay(TimeSpan.FromMilliseconds(TickMilliseconds), _time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The caller has seen enough.
        }
    }

    private async Task SendAsync(int client, TimeSpan due)
    {
        try
        {
            var answer = await AskAsync(client, due);
            lock (_gate)
                _answers.Add(answer);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<Answer> AskAsync(int client, TimeSpan due)
    {
        var before = _options.KeptConnections > 0 ? _answered[client] : null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _options.Url);
            request.Headers.ConnectionClose = _options.KeptConnections == 0 ? true : null;
            using var response = await _clients[client].SendAsync(request, HttpCompletionOption.ResponseContentRead, CancellationToken.None);
            var version = response.Headers.TryGetValues(VersionHeader, out var values) ? values.First() : null;
            _answered[client] = version;
            var at = Elapsed;
            return new Answer(at, at - due, (int)response.StatusCode, version, Error: null, before);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            var at = Elapsed;
            // Nobody else cancels a request.
            var error = exception is OperationCanceledException ? $"no answer within {_options.Timeout.TotalSeconds:0} s" : exception.GetBaseException().Message;
            return new Answer(at, at - due, Status: 0, Version: null, error, before);
        }
    }

    private static HttpClient Client(LoadOptions options) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = options.KeptConnections > 0 ? 1 : options.Concurrency, UseCookies = false, UseProxy = false })
        {
            Timeout = options.Timeout,
        };
}
