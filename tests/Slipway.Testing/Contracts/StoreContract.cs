using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Xunit;

namespace Slipway.Testing.Contracts;

/// <summary>A new, empty store for each test, under the names of its ports.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private object? _opened;

    protected IEventStore Store => (IEventStore)_opened!;

    protected ILeases Leases => (ILeases)_opened!;

    protected IEvidence Evidence => (IEvidence)_opened!;

    protected IOutbox Outbox => (IOutbox)_opened!;

    protected IDeliveries Deliveries => (IDeliveries)_opened!;

    protected ISnapshots Snapshots => (ISnapshots)_opened!;

    protected IReadModels Models => (IReadModels)_opened!;

    protected IRetention Retention => (IRetention)_opened!;

    protected ITrafficHistory History => (ITrafficHistory)_opened!;

    /// <summary>For a store that is to tell by it whether a server still lives.</summary>
    protected VirtualTime Clock { get; } = new(StoreSamples.Nine);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _opened = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (_opened is IAsyncDisposable opened)
            await opened.DisposeAsync();
        await CleanAsync();
    }

    /// <summary>An object that implements all of them; disposed of here when it can be.</summary>
    protected abstract ValueTask<object> OpenAsync();

    /// <summary>Removes what the closed store leaves behind.</summary>
    protected virtual ValueTask CleanAsync() => ValueTask.CompletedTask;
}
