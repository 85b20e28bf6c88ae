using System.Collections.Concurrent;
using System.Net;
using Shouldly;

namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>A client that asks all the time, one request after the other, and meets the service, its maintenance page, or something that nobody should.</summary>
internal sealed class PageClient : IAsyncDisposable
{
    private const int PauseMilliseconds = 5;

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _others = new();
    private readonly Task _running;
    private int _served;
    private int _paged;

    public PageClient(Uri address, string page = "We will be back soon") => _running = Task.Run(() => AskAsync(address, page));

    /// <summary>Returns once it has met that some times more.</summary>
    public Task MeetsAsync(bool page, CancellationToken cancellation)
    {
        const int more = 10;
        var before = page ? Volatile.Read(ref _paged) : Volatile.Read(ref _served);
        return Poll.UntilAsync(() => (page ? Volatile.Read(ref _paged) : Volatile.Read(ref _served)) >= before + more, page ? "the page to be met" : "the service to be met", cancellation);
    }

    /// <summary>Ends, and fails the test for each answer that was neither the service's nor the page, and for each connection that failed.</summary>
    public async Task EndWithoutOthersAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _others.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _http.Dispose();
    }

    private async Task AskAsync(Uri address, string page)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await _http.GetAsync(address);
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref _served);
                else if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && text.Contains(page, StringComparison.Ordinal))
                    Interlocked.Increment(ref _paged);
                else
                    _others.Enqueue($"{(int)answer.StatusCode}: {text}");
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                _others.Enqueue(e.Message);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(PauseMilliseconds), TimeProvider.System, CancellationToken.None);
        }
    }
}
