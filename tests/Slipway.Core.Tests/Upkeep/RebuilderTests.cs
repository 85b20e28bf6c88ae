using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Upkeep;

public sealed class RebuilderTests
{
    private const int Seeds = 100;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rebuilt_rows_equal_the_live_ones_whatever_happened()
    {
        foreach (var record in Record.Many(Seeds))
        {
            if (record.Seed % 2 == 0)
                await record.PruneAsync((await record.EventsAsync())[^20].Time);
            var (rows, environment) = (await record.RowsAsync(), await record.EnvironmentAsync());
            if (rows.Count == 0)
                continue;
            await record.Store.ReplaceAsync("", null, [rows[^1] with { Id = "forged", Summary = "?" }], [new Snapshot(rows[^1].Id, 1, 1, "{}", Digest.Of("forged"))], Cancellation);

            var report = await new Rebuilder(record.Store, record.Store).RebuildAsync(_ => { }, Cancellation);

            (await record.RowsAsync()).ShouldBe(rows, $"seed {record.Seed}");
            (await record.EnvironmentAsync()).ShouldBe(environment, $"seed {record.Seed}");
            report.Rollouts.ShouldBe(rows.Count);
        }
    }

    [Fact]
    public async Task A_store_of_many_streams_is_rebuilt_page_by_page()
    {
        var record = Record.Long();
        var template = await record.EventsAsync();
        var planned = template.First(e => e.Type == "rollout.planned");
        for (var i = 0; i < 250; i++)
            await record.Store.AppendAsync(new Append([new StreamAppend($"many.production.{i}", 0, [new EventData(planned.Type, planned.Json)])], planned.Time, "alice", null, null, []), Cancellation);
        var progress = new List<int>();

        var report = await new Rebuilder(record.Store, record.Store).RebuildAsync(progress.Add, Cancellation);

        progress.Count.ShouldBe(3);
        progress[^1].ShouldBe(report.Streams);
        (await record.RowsAsync()).Count(r => r.Id.StartsWith("many.", StringComparison.Ordinal)).ShouldBe(250);
    }
}
