using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;
using Slipway.Storage;
using Xunit;

namespace Slipway.Adapters.Tests.Storage.Sealing;

/// <summary>A file with 10,000 events that somebody alters by the means of SQLite.</summary>
public sealed class StoreTamperTests : IAsyncLifetime
{
    private const int Rows = 10_000;
    private const int Seed = 3;
    private const int Samples = 6;

    private SealedStore _world = null!;
    private ChainHead _noted;
    private int _copies;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await SealedStore.OpenAsync();
        var events = await _world.Store.ReadAllAsync(0, int.MaxValue, Cancellation);
        for (var copy = 0; await _world.Store.HeadAsync(Cancellation) < Rows; copy++)
        {
            StreamAppend[] streams = [.. events.GroupBy(e => e.Stream).Select(stream => new StreamAppend($"{copy}.{stream.Key}", 0, [.. stream.Select(e => new EventData(e.Type, e.Json))]))];
            await _world.Store.AppendAsync(new Append(streams, events[0].Time, new Actor("alice", "cli 10.0.0.5"), null, null, []), Cancellation);
        }

        _noted = (await _world.Maker.MakeAsync(null, Cancellation))!.Head;
        await _world.AlterAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("UPDATE events SET stream = stream || 'x' WHERE position = @p")]
    [InlineData("UPDATE events SET version = version + 100000 WHERE position = @p")]
    [InlineData("UPDATE events SET type = type || 'x' WHERE position = @p")]
    [InlineData("UPDATE events SET json = json || ' ' WHERE position = @p")]
    [InlineData("UPDATE events SET time = '2020' || substr(time, 5) WHERE position = @p")]
    [InlineData("UPDATE events SET time = 'soon' WHERE position = @p")]
    [InlineData("UPDATE events SET actor = 'mallory' WHERE position = @p")]
    [InlineData("UPDATE events SET origin = coalesce(origin || 'x', 'cli') WHERE position = @p")]
    [InlineData("UPDATE events SET previous_hash = hash WHERE position = @p")]
    [InlineData("UPDATE events SET hash = previous_hash WHERE position = @p")]
    [InlineData("UPDATE events SET hash = '' WHERE position = @p")]
    [InlineData("DELETE FROM events WHERE position = @p")]
    [InlineData("DELETE FROM events WHERE position = @p; UPDATE events SET position = -position WHERE position > @p; UPDATE events SET position = -position - 1 WHERE position < 0")]
    [InlineData("UPDATE events SET position = 10000000 WHERE position = @p; UPDATE events SET position = @p WHERE position = @p + 1; UPDATE events SET position = @p + 1 WHERE position = 10000000")]
    [InlineData("DELETE FROM events WHERE position >= @p")]
    public async Task What_is_done_to_a_row_is_found_at_that_row(string statement)
    {
        var chance = new Random(Seed);
        for (var i = 0; i < Samples; i++)
        {
            var place = i switch { 0 => 1, 1 => Rows - 1, _ => chance.Next(2, Rows - 1) };
            await using var copy = await CopyAsync(statement.Replace("@p", $"{place}", StringComparison.Ordinal));
            var fault = (await new ChainAudit(copy.Store, copy.Store).VerifyAsync([_noted], _ => { }, Cancellation)).Fault.ShouldNotBeNull($"at {place}");

            // What is gone at the very beginning may have been removed by right: the message names where the chain begins then.
            if (!(place == 1 && statement.StartsWith("DELETE", StringComparison.Ordinal)))
                fault.Position.ShouldBe(place, fault.Message);
        }
    }

    [Fact]
    public async Task A_chain_that_was_computed_anew_is_found_by_the_checkpoint_alone()
    {
        await using var copy = await CopyAsync($"DELETE FROM events WHERE position > {Rows / 2}");
        var events = await _world.Store.ReadAllAsync(Rows / 2, int.MaxValue, Cancellation);
        await using (var writing = await SqliteStore.OpenAsync(copy.Path, TimeProvider.System, Cancellation))
        {
            foreach (var batch in events.Chunk(500))
            {
                foreach (var stream in batch.GroupBy(e => e.Stream))
                    await writing.AppendAsync(new Append([new StreamAppend(stream.Key, stream.First().Version - 1, [.. stream.Select(e => new EventData(e.Type, e.Json))])], batch[0].Time, "mallory", null, null, []), Cancellation);
            }
        }

        var audit = new ChainAudit(copy.Store, copy.Store);
        (await audit.VerifyAsync(_ => { }, Cancellation)).Fault.ShouldBeNull();
        var fault = (await audit.VerifyAsync([_noted], _ => { }, Cancellation)).Fault.ShouldNotBeNull();
        (fault.Position, fault.Kind).ShouldBe((_noted.Position, ChainFaultKind.Altered));
    }

    [Fact]
    public async Task The_untouched_file_is_whole()
    {
        await using var copy = await CopyAsync("SELECT 1");

        var report = await new ChainAudit(copy.Store, copy.Store).VerifyAsync([_noted], _ => { }, Cancellation);

        (report.Fault, report.Head).ShouldBe((null, _noted));
    }

    private async Task<StoreCopy> CopyAsync(string statement)
    {
        var path = _world.Folder.File($"{_copies++}.db");
        File.Copy(_world.Folder.Store, path);
        await StoreCopy.AlterAsync(path, statement);
        return new StoreCopy(path, await SqliteStore.OpenReadOnlyAsync(path, TimeProvider.System, Cancellation));
    }
}
