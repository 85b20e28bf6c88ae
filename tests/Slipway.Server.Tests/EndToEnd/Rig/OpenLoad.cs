using System.Collections.Concurrent;
using System.Net;
using Shouldly;

namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>Requests at a steady rate, whatever the answers do: a client that waits for answers would spare a slow service.</summary>
internal sealed class OpenLoad : IAsyncDisposable
{
    private const int PauseMilliseconds = 10;
    private const int MaxRequests = 100_000;

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _versions = new();
    private readonly ConcurrentQueue<string> _lost = new();
    private readonly Task _running;
    private int _sent;
    private int _errors;

    /// <param name="perSecond">1 to 100.</param>
    public OpenLoad(Uri address, int perSecond = 100) => _running = Task.Run(() => SendAsync(address, perSecond));

    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Answers of 500: the service's own failures.</summary>
    public int Errors => Volatile.Read(ref _errors);

    /// <summary>Requests without an answer of the service: connections refused or broken, the gateway's own 502 to 504.</summary>
    public IReadOnlyList<string> Lost => [.. _lost];

    /// <summary>Answers of a version so far.</summary>
    public int Of(string version) => _versions.GetValueOrDefault(version);

    /// <summary>Returns once as many more were sent.</summary>
    public Task MoreAsync(int requests, CancellationToken cancellation)
    {
        var wanted = Sent + requests;
        return Poll.UntilAsync(() => Sent >= wanted, $"{requests} more requests", cancellation);
    }

    /// <summary>Ends, waits for what is under way, and fails the test for any request that was lost.</summary>
    public async Task EndWithoutLossAsync()
    {
        await _stop.CancelAsync();
        await _running;
        Lost.ShouldBeEmpty($"of {Sent} requests");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _http.Dispose();
    }

    private async Task SendAsync(Uri address, int perSecond)
    {
        var began = TimeProvider.System.GetTimestamp();
        var requests = new List<Task>();
        while (!_stop.IsCancellationRequested && requests.Count < MaxRequests)
        {
            var due = (int)(TimeProvider.System.GetElapsedTime(began).TotalSeconds * perSecond);
            while (requests.Count < due)
            {
                requests.Add(SendOneAsync(address));
                Interlocked.Increment(ref _sent);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(PauseMilliseconds), TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(requests);
    }

    private async Task SendOneAsync(Uri address)
    {
        try
        {
            using var answer = await _http.GetAsync(address, CancellationToken.None);
            if (answer.StatusCode == HttpStatusCode.InternalServerError)
                Interlocked.Increment(ref _errors);
            else if (!answer.IsSuccessStatusCode)
                _lost.Enqueue($"{Sent}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            if (answer.Headers.TryGetValues("X-Version", out var version))
                _versions.AddOrUpdate(version.First(), 1, (_, count) => count + 1);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            _lost.Enqueue($"{Sent}: {e.Message} {e.InnerException?.Message}");
        }
    }
}
