using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Server.Metrics;
using Slipway.Testing;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Server.Tests.Metrics;

public sealed class MeasuredEventStoreTests : IDisposable
{
    private readonly Figures _figures = new();
    private readonly MeasuredEventStore _store;

    public MeasuredEventStoreTests() => _store = new MeasuredEventStore(new InMemoryStore(TimeProvider.System), new StoreInstruments(_figures.Meter), TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _figures.Dispose();

    [Fact]
    public async Task Writes_are_measured_by_how_they_ended()
    {
        await AppendAsync(0, null);
        await AppendAsync(1, null);
        await Should.ThrowAsync<StreamConflictException>(() => AppendAsync(0, null));
        await Should.ThrowAsync<StaleFenceException>(() => AppendAsync(2, new Lease("r1", "gone", 7)));
        await Should.ThrowAsync<OperationCanceledException>(() => _store.AppendAsync(Of(2, null), new CancellationToken(canceled: true)));
        (Count("stored"), Count("conflict"), Count("stale"), Count("failed")).ShouldBe((2, 1, 1, 1));
    }

    private Task<IReadOnlyList<StoredEvent>> AppendAsync(int version, Lease? lease) => _store.AppendAsync(Of(version, lease), Cancel);

    private static Append Of(int version, Lease? lease) => To("r1", version, Event()) with { Lease = lease };

    private int Count(string outcome) => _figures.Said($"slipway.store.append.duration{{outcome={outcome}}}")?.Count ?? 0;
}
