using Slipway.Core.Ports;
using Slipway.Storage;

namespace Slipway.Bench.Engine;

/// <summary>Writers that append one event after the other, each to a stream of its own, under a lease and with the rollout's row: as an engine does.</summary>
internal sealed class AppendRace(IStore store, HostOrder order, TimeProvider time)
{
    private const string Owner = "race";

    // As large as the start of an effect.
    private static readonly EventData Event = new(
        "effect.started", """{"key":"service-00000.production.1/7/set-weights","effect":"set-weights","attempt":1,"fence":12345,"slot":null,"replicas":null,"split":{"blue":95,"green":5}}""");

    public async Task<HostReport> RunAsync(CancellationToken cancellation)
    {
        var ids = Enumerable.Range(0, order.Count).Select(i => $"race-{order.Count}.{i}").ToList();
        foreach (var id in ids)
            await store.AppendAsync(new Append([new StreamAppend(id, 0, [Event])], time.GetUtcNow(), Owner, null, Row(id), []), cancellation);
        await store.RenewAsync(new ServerNote(Owner, "", ""), TimeSpan.FromMinutes(10), cancellation);
        var leases = (await store.ClaimAsync(Owner, order.Count, cancellation)).ToDictionary(lease => lease.Name);
        var began = time.GetTimestamp();
        var counts = await Task.WhenAll(ids.Select(id => Task.Run(() => WriteAsync(id, leases[id], began, cancellation), cancellation)));
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        foreach (var id in ids)
        {
            var end = new StreamAppend(id, counts[ids.IndexOf(id)] + 1, [Event]);
            await store.AppendAsync(new Append([end], time.GetUtcNow(), Owner, null, Row(id) with { Live = false }, []), cancellation);
        }

        return new HostReport { AppendsPerSecond = counts.Sum() / seconds };
    }

    private async Task<int> WriteAsync(string id, Lease lease, long began, CancellationToken cancellation)
    {
        var written = 0;
        for (; time.GetElapsedTime(began).TotalSeconds < order.MeasureSeconds; written++)
            await store.AppendAsync(new Append([new StreamAppend(id, written + 1, [Event])], time.GetUtcNow(), Owner, lease, Row(id), []), cancellation);
        return written;
    }

    private RolloutRow Row(string id) => new(id, "race", "bench", "2.0.0", "1.0.0", "deploy", "running", Live: true, time.GetUtcNow(), null, Owner, "5 % to 2.0.0");
}
