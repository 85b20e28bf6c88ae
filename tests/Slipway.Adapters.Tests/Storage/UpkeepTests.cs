using Shouldly;
using Slipway.Core.Upkeep;
using Slipway.Storage;
using Slipway.Testing.Contracts;
using Slipway.Testing.Postgres;
using Xunit;

namespace Slipway.Adapters.Tests.Storage;

/// <summary>Rebuilding and removing on the real databases, with what simulated lives left in them.</summary>
public sealed class UpkeepTests(PostgresRun postgres) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Rebuilt_rows_equal_the_live_ones(string kind)
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            await using var store = await OpenAsync(kind, seed);
            var live = await SimulatedRecord.FillAsync(store, seed);
            await store.ReplaceAsync("", null, [StoreSamples.Row("forged")], [], Cancellation);

            await new Rebuilder(store, store).RebuildAsync(_ => { }, Cancellation);

            (await store.ListRolloutsAsync(null, null, liveOnly: false, int.MaxValue, Cancellation)).ShouldBe(live, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_removal_leaves_a_chain_that_passes_with_an_archive_that_fits_and_rows_that_can_be_made_again(string kind)
    {
        await using var store = await OpenAsync(kind, 0);
        await SimulatedRecord.FillAsync(store, 7);
        await new Rebuilder(store, store).RebuildAsync(_ => { }, Cancellation);
        var events = await store.ReadAllAsync(0, int.MaxValue, Cancellation);
        var archive = _folder.File($"{kind}{EventArchive.Extension}");
        var pruner = new Pruner(store, store, TimeProvider.System);

        var plan = await pruner.PlanAsync(events[^1].Time, Cancellation);
        await pruner.PruneAsync(plan, new EventArchive(archive), _ => { }, Cancellation);

        plan.Events.ShouldBeGreaterThan(10);
        (await EventArchive.ReadAsync(archive, Cancellation).ToListAsync(Cancellation)).ShouldBe(events.Take((int)plan.Events));
        var audit = new ChainAudit(store, store);
        (await audit.VerifyAsync(_ => { }, Cancellation)).Fault.ShouldBeNull();
        (await audit.VerifyArchivesAsync([EventArchive.ReadAsync(archive, Cancellation)], Cancellation)).Fault.ShouldBeNull();
        var rows = await store.ListRolloutsAsync(null, null, liveOnly: false, int.MaxValue, Cancellation);
        await new Rebuilder(store, store).RebuildAsync(_ => { }, Cancellation);
        (await store.ListRolloutsAsync(null, null, liveOnly: false, int.MaxValue, Cancellation)).ShouldBe(rows);
    }

    private async Task<SqlStore> OpenAsync(string kind, int number) =>
        await (kind == "sqlite" ? StoreLocation.File(_folder.File($"{number}.db")) : StoreLocation.Parse(await postgres.CreateDatabaseAsync(Cancellation)))
            .OpenWholeAsync(TimeProvider.System, null, Cancellation);
}
