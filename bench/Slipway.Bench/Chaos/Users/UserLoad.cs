using Slipway.Bench.Chaos.World;

namespace Slipway.Bench.Chaos.Users;

/// <summary>
/// Sends requests to all places at a fixed rate whatever the system does, and keeps what became of each.
/// Runs from its start until it is stopped.
/// </summary>
public sealed class UserLoad : IAsyncDisposable
{
    private const string VersionHeader = "X-Version";
    private const int TickMilliseconds = 5;
    private const int AnswerSeconds = 30;
    private const int MaxDetailCharacters = 300;

    private readonly IReadOnlyList<Place> _places;
    private readonly double _perSecond;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<UserRequest> _requests = [];
    private readonly HashSet<Task> _flying = [];
    private readonly Task _pacing;

    public UserLoad(IReadOnlyList<Place> places, double perSecond, TimeProvider time)
    {
        (_places, _perSecond, _time) = (places, perSecond, time);
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(AnswerSeconds) };
        _pacing = Task.Run(PaceAsync);
    }

    /// <summary>Those that have ended, in the order of their ends.</summary>
    public IReadOnlyList<UserRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>Stops sending and waits for what is in flight.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _pacing;
        Task[] flying;
        lock (_gate)
            flying = [.. _flying];
        await Task.WhenAll(flying);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task PaceAsync()
    {
        var began = _time.GetTimestamp();
        try
        {
            for (var sent = 0L; ;)
            {
                for (var due = (long)(_time.GetElapsedTime(began).TotalSeconds * _perSecond); sent < due; sent++)
                    Send(_places[(int)(sent % _places.Count)]);
                await Task.Delay(TimeSpan.FromMilliseconds(TickMilliseconds), _time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Enough.
        }
    }

    private void Send(Place place)
    {
        var flight = SendAsync(place);
        lock (_gate)
            _flying.Add(flight);
        _ = flight.ContinueWith(Landed, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Landed(Task flight)
    {
        lock (_gate)
            _flying.Remove(flight);
    }

    private async Task SendAsync(Place place)
    {
        var request = await AskAsync(place, _time.GetUtcNow());
        lock (_gate)
            _requests.Add(request);
    }

    private async Task<UserRequest> AskAsync(Place place, DateTimeOffset sent)
    {
        try
        {
            using var response = await _client.GetAsync(place.Url, CancellationToken.None);
            var version = response.Headers.TryGetValues(VersionHeader, out var values) ? values.First() : null;
            var detail = response.IsSuccessStatusCode ? null : await response.Content.ReadAsStringAsync(CancellationToken.None);
            return new UserRequest(place, sent, _time.GetUtcNow(), (int)response.StatusCode, version, detail?[..Math.Min(detail.Length, MaxDetailCharacters)]);
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or IOException)
        {
            return new UserRequest(place, sent, _time.GetUtcNow(), Status: 0, Version: null, lost.GetBaseException().Message);
        }
    }
}
