using System.Collections.Concurrent;
using Slipway.Core.Ports;

namespace Slipway.Kubernetes.Targets.Helm;

/// <summary>
/// What Helm is at, for each release. Hooks may take minutes, and the engine waits for half of one: an order that was given up
/// goes on here, and the same order asked for again waits for it. A newer order ends the older one first.
/// </summary>
internal sealed class HelmWork
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>What it is at for a release, for people; null where nothing.</summary>
    public string? At(string release) => _entries.TryGetValue(release, out var entry) && !entry.Work.IsCompleted ? entry.Doing : null;

    /// <param name="release">Names the release among all of this server.</param>
    /// <param name="work">Begun at once, unless this very order is at it already. Its token ends it.</param>
    public async Task RunAsync(string release, EffectOrder order, string doing, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        var place = (order.Key, order.Fence, order.Turn);
        if (!_entries.TryGetValue(release, out var entry) || entry.Place != place || entry.Work.IsCompleted)
        {
            if (entry is { Work.IsCompleted: false })
            {
                if (order.IsOlderThan(entry.Place.Fence, entry.Place.Turn))
                    throw new StaleFenceException($"a later order is at work on {release}; {order.Key} comes too late");
                await entry.EndAsync(cancellation);
            }

            var stop = new CancellationTokenSource();
            entry = new Entry(place, doing, Begin(work, stop.Token), stop);
            _entries[release] = entry;
        }

        try
        {
            await entry.Work.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (entry.Stop.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new StaleFenceException($"a later order has ended what {order.Key} was at");
        }
    }

    private static Task Begin(Func<CancellationToken, Task> work, CancellationToken stop) => Task.Run(() => work(stop), CancellationToken.None);

    private sealed record Entry((string Key, long Fence, int Turn) Place, string Doing, Task Work, CancellationTokenSource Stop)
    {
        public async Task EndAsync(CancellationToken cancellation)
        {
            Stop.Cancel();
            try
            {
                await Work.WaitAsync(cancellation);
            }
            catch (Exception ended) when (!cancellation.IsCancellationRequested && ended is OperationCanceledException or PortUnavailableException or Client.KubeException or StaleFenceException)
            {
                // How the older order ended is no concern of the newer one, which looks at what is there.
            }
        }
    }
}
