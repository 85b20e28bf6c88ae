using System.Collections.Concurrent;

namespace Slipway.Server.Tests.EndToEnd.Rig;

/// <summary>Asks a Service again and again, as its users do.</summary>
internal sealed class ServiceUsers : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly ClusterShop _shop;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _versions = new(StringComparer.Ordinal);
    private readonly Task _work;
    private int _failed;
    private volatile string _latest = "";

    public ServiceUsers(ClusterShop shop)
    {
        _shop = shop;
        _work = Task.Run(AskAsync);
    }

    /// <summary>Requests without a good answer.</summary>
    public int Failed => _failed;

    /// <summary>Those that answered.</summary>
    public IReadOnlyList<string> Versions => [.. _versions.Keys];

    public Task UntilAsync(string version) => Poll.UntilAsync(() => Task.FromResult(_latest == version), $"an answer by {version}", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var answer = await _shop.AskAsync();
            if (answer.Status == 200)
                _versions.AddOrUpdate(_latest = answer.Version, 1, static (_, count) => count + 1);
            else
                Interlocked.Increment(ref _failed);
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }
}
