using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;
using Slipway.Storage;
using Slipway.Storage.Copying;
using Slipway.Testing.Postgres;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Adapters.Tests.Storage.Copying;

public sealed class StoreCopyTests(PostgresRun postgres) : IDisposable
{
    private const int Seed = 7;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sqlite", "postgres")]
    [InlineData("postgres", "sqlite")]
    [InlineData("sqlite", "sqlite")]
    public async Task A_copy_has_all_that_the_source_has_and_goes_on_from_there(string from, string to)
    {
        await using var source = await OpenAsync(from, "source.db");
        await SimulatedRecord.FillAsync(source, Seed);
        await new Rebuilder(source, source).RebuildAsync(_ => { }, Cancellation);
        await SimulatedRecord.CompleteAsync(source);
        await using var target = await OpenAsync(to, "target.db");
        var progress = new List<string>();

        var report = await StoreCopy.CopyAsync(source, target, (table, copied, all) => progress.Add($"{table} {copied} {all}"), Cancellation);

        (await target.ReadAllAsync(0, int.MaxValue, Cancellation)).ShouldBe(await source.ReadAllAsync(0, int.MaxValue, Cancellation));
        (await RowsAsync(target)).ShouldBe(await RowsAsync(source));
        (await target.ReadPendingAsync(10, Cancellation)).Select(p => (p.Message, p.Time)).ShouldBe((await source.ReadPendingAsync(10, Cancellation)).Select(p => (p.Message, p.Time)));
        (await target.ReadAsync("live", DateTimeOffset.MinValue, Cancellation)).ShouldBe(await source.ReadAsync("live", DateTimeOffset.MinValue, Cancellation));
        (await target.ReadTrafficAsync(new EnvironmentKey("storefront", "production"), DateTimeOffset.MinValue, Cancellation)).ShouldHaveSingleItem().Requests.ShouldBe(600);
        (await target.ReadSnapshotsAsync(["live"], Cancellation)).ShouldBe(await source.ReadSnapshotsAsync(["live"], Cancellation));
        (await target.ReadCheckpointAsync(Cancellation)).ShouldBe(await source.ReadCheckpointAsync(Cancellation));
        (await new ChainAudit(target, target).VerifyAsync(_ => { }, Cancellation)).Fault.ShouldBeNull();
        report.Rows["events"].ShouldBe((await source.ReadAllAsync(0, int.MaxValue, Cancellation)).Count);
        progress.ShouldContain($"events {report.Rows["events"]} {report.Rows["events"]}");

        // Numbers go on where they were: of events, notices, measurements and fences.
        await target.AppendAsync(To("live", 1, Event()) with { Outbox = [Message("3")] }, Cancellation);
        (await target.ReadPendingAsync(10, Cancellation)).Select(p => p.Message.Key).ShouldBe(["2", "3"]);
        await target.AppendAsync([new RolloutSamples("live", [Sample(2, 400)])], Cancellation);
        await target.RenewAsync(new ServerNote("two", "", ""), TimeSpan.FromMinutes(1), Cancellation);
        (await target.ClaimAsync("two", 10, Cancellation)).ShouldHaveSingleItem().Fence.ShouldBe(2);
    }

    [Fact]
    public async Task A_target_that_is_not_empty_and_a_source_in_use_are_refused()
    {
        await using var source = await OpenAsync("sqlite", "source.db");
        await source.AppendAsync(Start(Row("r1")), Cancellation);
        await using var target = await OpenAsync("sqlite", "target.db");
        await target.AppendAsync(Start(Row("r9")), Cancellation);
        (await Should.ThrowAsync<CopyFailedException>(() => CopyAsync(source, target))).Message.ShouldContain("not empty");
        (await target.FindUnfinishedAsync(Cancellation)).ShouldBeNull();

        await using var empty = await OpenAsync("sqlite", "empty.db");
        await source.RenewAsync(new ServerNote("one", "http://127.0.0.1:7070", ""), TimeSpan.FromMinutes(1), Cancellation);
        (await Should.ThrowAsync<CopyFailedException>(() => CopyAsync(source, empty))).Message.ShouldContain("in use by the server one at http://127.0.0.1:7070");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_copy_that_was_broken_off_says_so_serves_nobody_and_can_be_begun_again(string to)
    {
        await using var source = await OpenAsync("sqlite", "source.db");
        await SimulatedRecord.FillAsync(source, Seed);
        await SimulatedRecord.CompleteAsync(source);
        var location = await LocateAsync(to, "target.db");
        await using (var target = await location.OpenWholeAsync(TimeProvider.System, null, Cancellation))
            await Should.ThrowAsync<IOException>(() => StoreCopy.CopyAsync(source, target, (table, _, _) => { if (table == "rollouts") throw new IOException("cut off"); }, Cancellation));

        var refusal = await Should.ThrowAsync<PortUnavailableException>(() => location.OpenAsync(TimeProvider.System, null, Cancellation));
        refusal.Message.ShouldContain("a copy into it was broken off");

        await using (var target = await location.OpenWholeAsync(TimeProvider.System, null, Cancellation))
            await CopyAsync(source, target);
        await using var whole = await location.OpenAsync(TimeProvider.System, null, Cancellation);
        (await whole.ReadAllAsync(0, int.MaxValue, Cancellation)).ShouldBe(await source.ReadAllAsync(0, int.MaxValue, Cancellation));
    }

    [Fact]
    public async Task A_source_that_changes_meanwhile_is_noticed()
    {
        await using var source = await OpenAsync("sqlite", "source.db");
        await source.AppendAsync(Start(Row("r1")), Cancellation);
        await using var target = await OpenAsync("sqlite", "target.db");

        var changed = false;
        void Change(string table)
        {
            if (table != "rollouts" || changed)
                return;
            changed = true;
            source.AppendAsync(Start(Row("r2")), Cancellation).Wait(Cancellation);
        }

        var refusal = await Should.ThrowAsync<CopyFailedException>(() => StoreCopy.CopyAsync(source, target, (table, _, _) => Change(table), Cancellation));

        refusal.Message.ShouldContain("copy again");
        (await target.FindUnfinishedAsync(Cancellation)).ShouldBe("copy");
    }

    private static Task<CopyReport> CopyAsync(SqlStore from, SqlStore to) => StoreCopy.CopyAsync(from, to, (_, _, _) => { }, Cancellation);

    private static Task<IReadOnlyList<RolloutRow>> RowsAsync(SqlStore store) => store.ListRolloutsAsync(null, null, liveOnly: false, int.MaxValue, Cancellation);

    private async Task<SqlStore> OpenAsync(string kind, string name) =>
        await (await LocateAsync(kind, name)).OpenWholeAsync(TimeProvider.System, null, Cancellation);

    private async Task<StoreLocation> LocateAsync(string kind, string name) =>
        kind == "sqlite" ? StoreLocation.File(_folder.File(name)) : StoreLocation.Parse(await postgres.CreateDatabaseAsync(Cancellation));
}
