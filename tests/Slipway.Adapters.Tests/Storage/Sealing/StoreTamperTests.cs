using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;
using Slipway.Storage;
using Xunit;

namespace Slipway.Adapters.Tests.Storage.Sealing;

/// <summary>A file with 10,000 events that somebody alters by the means of SQLite.</summary>
public sealed class StoreTamperTests(LargeStore large) : IClassFixture<LargeStore>
{
    private const int Seed = 3;
    private const int Samples = 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
            var place = i switch { 0 => 1, 1 => LargeStore.Rows - 1, _ => chance.Next(2, LargeStore.Rows - 1) };
            await using var copy = await large.CopyAsync(statement.Replace("@p", $"{place}", StringComparison.Ordinal));
            var fault = (await new ChainAudit(copy.Store, copy.Store).VerifyAsync([large.Noted], _ => { }, Cancellation)).Fault.ShouldNotBeNull($"at {place}");

            // What is gone at the very beginning may have been removed by right: the message names where the chain begins then.
            if (!(place == 1 && statement.StartsWith("DELETE", StringComparison.Ordinal)))
                fault.Position.ShouldBe(place, fault.Message);
        }
    }

    [Fact]
    public async Task A_chain_that_was_computed_anew_is_found_by_the_checkpoint_alone()
    {
        await using var copy = await large.CopyAsync($"DELETE FROM events WHERE position > {LargeStore.Rows / 2}");
        var events = await large.Store.ReadAllAsync(LargeStore.Rows / 2, int.MaxValue, Cancellation);
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
        var fault = (await audit.VerifyAsync([large.Noted], _ => { }, Cancellation)).Fault.ShouldNotBeNull();
        (fault.Position, fault.Kind).ShouldBe((large.Noted.Position, ChainFaultKind.Altered));
    }

    [Fact]
    public async Task The_untouched_file_is_whole()
    {
        await using var copy = await large.CopyAsync("SELECT 1");

        var report = await new ChainAudit(copy.Store, copy.Store).VerifyAsync([large.Noted], _ => { }, Cancellation);

        (report.Fault, report.Head).ShouldBe((null, large.Noted));
    }
}
