using Slipway.Core.Ports;
using Slipway.Storage;

namespace Slipway.Bench.Engine;

/// <summary>A store of either kind, by its address.</summary>
internal sealed record BenchStore(IEventStore Events, ILeases Leases, IEvidence Evidence, IAsyncDisposable Lifetime)
{
    public static async Task<BenchStore> OpenAsync(string address, TimeProvider time, CancellationToken cancellation)
    {
        var store = await SqliteStore.OpenAsync(address, time, cancellation);
        return new BenchStore(store, store, store, store);
    }
}
