using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Storage;
using Xunit;

namespace Slipway.Adapters.Tests.Storage.Sealing;

/// <summary>A file with 10,000 events and more, and the head that was signed over them; tests alter copies of it.</summary>
public sealed class LargeStore : IAsyncLifetime
{
    public const int Rows = 10_000;

    private SealedStore _world = null!;
    private int _copies;

    public SqliteStore Store => _world.Store;

    public ChainHead Noted { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await SealedStore.OpenAsync();
        var events = await Store.ReadAllAsync(0, int.MaxValue, Cancellation);
        for (var copy = 0; await Store.HeadAsync(Cancellation) < Rows; copy++)
        {
            StreamAppend[] streams = [.. events.GroupBy(e => e.Stream).Select(stream => new StreamAppend($"{copy}.{stream.Key}", 0, [.. stream.Select(e => new EventData(e.Type, e.Json))]))];
            await Store.AppendAsync(new Append(streams, events[0].Time, new Actor("alice", "cli 10.0.0.5"), null, null, []), Cancellation);
        }

        Noted = (await _world.Maker.MakeAsync(null, Cancellation))!.Head;
        await _world.AlterAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    internal async Task<StoreCopy> CopyAsync(string statement)
    {
        var path = _world.Folder.File($"{_copies++}.db");
        File.Copy(_world.Folder.Store, path);
        await StoreCopy.AlterAsync(path, statement);
        return new StoreCopy(path, await SqliteStore.OpenReadOnlyAsync(path, TimeProvider.System, Cancellation));
    }
}
