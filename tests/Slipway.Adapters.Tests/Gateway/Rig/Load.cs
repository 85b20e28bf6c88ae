using System.Net;

namespace Slipway.Adapters.Tests.Gateway.Rig;

/// <summary>Clients that ask without a pause, on connections that are kept and on connections that are not.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int Clients = 8;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private int _answers;
    private int _failures;
    private string? _firstFailure;

    public Load(Uri address) => _running = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => AskAsync(address, client))));

    public int Answers => Volatile.Read(ref _answers);

    public int Failures => Volatile.Read(ref _failures);

    public string? FirstFailure => _firstFailure;

    /// <summary>Returns when as many more answers have come.</summary>
    public Task MoreAsync(int answers)
    {
        var wanted = Answers + answers;
        return GatewayRig.UntilAsync(() => Answers + Failures >= wanted);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task AskAsync(Uri address, int client)
    {
        using var http = new HttpClient();
        while (!_stop.IsCancellationRequested)
        {
            using var request = new HttpRequestMessage(client % 2 == 0 ? HttpMethod.Get : HttpMethod.Post, address);
            if (client % 2 == 1)
                request.Content = new StringContent("an order");
            request.Headers.ConnectionClose = client % 4 == 3;
            if (client % 4 == 2)
                (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
            try
            {
                using var response = await http.SendAsync(request);
                response.EnsureSuccessStatusCode();
                Interlocked.Increment(ref _answers);
            }
            catch (HttpRequestException failure)
            {
                Interlocked.CompareExchange(ref _firstFailure, $"client {client}: {failure}", null);
                Interlocked.Increment(ref _failures);
            }
        }
    }
}
