using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Storage;
using Slipway.Testing;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Adapters.Tests.Storage;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_store_that_is_opened_again_has_everything()
    {
        await using (var store = await OpenAsync())
            await FillAsync(store);

        await using var again = await OpenAsync();
        await ShouldBeFullAsync(again);
        await again.AppendAsync(To("r1", 1, Event()), Cancellation);
        Verified(await again.ReadAllAsync(0, 10, Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task What_a_killed_server_leaves_on_disk_is_the_whole_store()
    {
        await using var store = await OpenAsync();
        await FillAsync(store);

        // As a kill leaves them: the files as they are, nothing moved from the log into the database.
        Directory.CreateDirectory(_folder.File("killed"));
        foreach (var suffix in new[] { "", "-wal", ".lock", ".holder" })
            CopyShared(_folder.Store + suffix, _folder.File("killed/slipway.db" + suffix));
        new FileInfo(_folder.Store + "-wal").Length.ShouldBeGreaterThan(0);

        await using var survivor = await SqliteStore.OpenAsync(_folder.File("killed/slipway.db"), TimeProvider.System, Cancellation);
        await ShouldBeFullAsync(survivor);
    }

    [Fact]
    public async Task A_log_that_was_cut_in_the_middle_of_a_write_loses_that_write_and_no_other()
    {
        await using var store = await OpenAsync();
        for (var version = 0; version < 20; version++)
            await store.AppendAsync(To("r1", version, Event()), Cancellation);

        Directory.CreateDirectory(_folder.File("cut"));
        CopyShared(_folder.Store, _folder.File("cut/slipway.db"));
        CopyShared(_folder.Store + "-wal", _folder.File("cut/slipway.db-wal"));
        await using (var log = new FileStream(_folder.File("cut/slipway.db-wal"), FileMode.Open))
            log.SetLength(log.Length - 100);

        await using var survivor = await SqliteStore.OpenAsync(_folder.File("cut/slipway.db"), TimeProvider.System, Cancellation);
        var left = await survivor.ReadAllAsync(0, 100, Cancellation);
        Verified(left).ShouldBe(19);
        await survivor.AppendAsync(To("r1", left.Count, Event()), Cancellation);
    }

    [Fact]
    public async Task A_second_server_is_refused_and_told_who_holds_the_store()
    {
        await using var store = await SqliteStore.OpenAsync(_folder.Store, TimeProvider.System, Cancellation, "http://127.0.0.1:7400");

        var refusal = await Should.ThrowAsync<PortUnavailableException>(() => OpenAsync());

        refusal.Message.ShouldContain($"held by another server (process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} at http://127.0.0.1:7400)");
        await store.AppendAsync(To("r1", 0, Event()), Cancellation);
    }

    [Fact]
    public async Task An_onlooker_reads_while_a_server_holds_the_store_and_may_not_write()
    {
        await using var store = await OpenAsync();
        await using var onlooker = await SqliteStore.OpenReadOnlyAsync(_folder.Store, TimeProvider.System, Cancellation);
        var waiting = onlooker.WaitForEventsAsync(0, TimeSpan.FromMinutes(5), Cancellation);
        await FillAsync(store);

        await waiting;
        await ShouldBeFullAsync(onlooker);
        (await Should.ThrowAsync<PortUnavailableException>(() => onlooker.AppendAsync(To("r1", 1, Event()), Cancellation)))
            .Message.ShouldContain("reading only");
    }

    [Fact]
    public async Task An_onlooker_reads_a_store_that_no_server_holds()
    {
        await using (var store = await OpenAsync())
            await FillAsync(store);

        await using var onlooker = await SqliteStore.OpenReadOnlyAsync(_folder.Store, TimeProvider.System, Cancellation);

        await ShouldBeFullAsync(onlooker);
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused_untouched()
    {
        await using (var store = await OpenAsync())
            await store.WriteAsync(connection => connection.Execute("INSERT INTO schema_versions VALUES (99, '0099_future.sql', '')"), Cancellation);

        (await Should.ThrowAsync<PortUnavailableException>(() => OpenAsync())).Message.ShouldContain("newer Slipway (schema 99");
        (await Should.ThrowAsync<PortUnavailableException>(() => SqliteStore.OpenReadOnlyAsync(_folder.Store, TimeProvider.System, Cancellation)))
            .Message.ShouldContain("newer Slipway (schema 99");
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_refused_with_a_reason()
    {
        await File.WriteAllTextAsync(_folder.Store, new string('x', 8_192), Cancellation);
        (await Should.ThrowAsync<PortUnavailableException>(() => OpenAsync())).Message.ShouldContain("is damaged");

        File.Delete(_folder.Store);
        using (var other = new SqliteConnection($"Data Source={_folder.Store};Pooling=false"))
        {
            other.Open();
            other.Execute("CREATE TABLE notes (text TEXT)");
        }

        (await Should.ThrowAsync<PortUnavailableException>(() => OpenAsync())).Message.ShouldContain("another program");
        (await Should.ThrowAsync<PortUnavailableException>(() => SqliteStore.OpenReadOnlyAsync(_folder.File("none.db"), TimeProvider.System, Cancellation)))
            .Message.ShouldContain("cannot be opened");
    }

    [Fact]
    public async Task A_page_that_was_overwritten_is_reported_as_damage()
    {
        await using (var store = await OpenAsync())
        {
            for (var version = 0; version < 50; version++)
                await store.AppendAsync(To("r1", version, Event(json: $"\"{new string('x', 2_000)}\"")), Cancellation);
        }

        await using (var file = new FileStream(_folder.Store, FileMode.Open))
        {
            file.Position = 4_096;
            await file.WriteAsync(new byte[file.Length - 4_096], Cancellation);
        }

        (await Should.ThrowAsync<PortUnavailableException>(async () =>
        {
            await using var store = await OpenAsync();
            await store.ReadAllAsync(0, 100, Cancellation);
        })).Message.ShouldContain("is damaged");
    }

    [Theory]
    [InlineData("actor = 'bob'")]
    [InlineData("origin = 'cli 10.0.0.5'")]
    [InlineData("time = 'yesterday'")]
    [InlineData("hash = 'none'")]
    [InlineData("previous_hash = ''")]
    [InlineData("version = 'three'")]
    [InlineData("version = 9999999999")]
    [InlineData("json = x'00ff'")]
    public async Task A_row_changed_behind_the_program_s_back_is_found_by_the_verifier(string change)
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(To("r1", 0, Event(), Event(), Event()), Cancellation);
        await store.WriteAsync(connection => connection.Execute($"UPDATE events SET {change} WHERE position = 2"), Cancellation);

        ChainVerifier.Verify(ChainHead.Genesis, await store.ReadAllAsync(0, 10, Cancellation)).Fault
            .ShouldNotBeNull().ShouldSatisfyAllConditions(fault => fault.Position.ShouldBe(2), fault => fault.Kind.ShouldBe(ChainFaultKind.Altered));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", Cancellation);

        (await Should.ThrowAsync<PortUnavailableException>(() => SqliteStore.OpenAsync(_folder.File("file/slipway.db"), TimeProvider.System, Cancellation)))
            .Message.ShouldContain($"{_folder.File("file/slipway.db")} cannot be opened for writing");
    }

    [Fact]
    public async Task A_full_disk_refuses_the_append_whole_and_work_goes_on_once_there_is_space()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync(Start(Row("r1")), Cancellation);
        await store.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 1"), Cancellation);
        var large = To("r1", 1, Event(json: $"\"{new string('x', 100_000)}\"")) with { Outbox = [Message("r1/1")], Row = Row("r1", live: false) };

        var refusal = await Should.ThrowAsync<PortUnavailableException>(() => store.AppendAsync(large, Cancellation));

        refusal.Message.ShouldContain($"The disk of the store {_folder.Store} is full");
        (await store.ReadStreamAsync("r1", 0, Cancellation)).Count.ShouldBe(1);
        (await store.ReadPendingAsync(10, Cancellation)).ShouldBeEmpty();
        (await store.FindRolloutAsync("r1", Cancellation)).ShouldBe(Row("r1"));

        await store.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 100000"), Cancellation);
        await store.AppendAsync(large, Cancellation);
        Verified(await store.ReadAllAsync(0, 10, Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task A_transaction_that_SQLite_itself_has_ended_leaves_the_store_usable()
    {
        await using var store = await OpenAsync();
        // What SQLite does when a write fails: see sqlite.org/lang_transaction.html, "Response To Errors Within A Transaction".
        await Should.ThrowAsync<PortUnavailableException>(() => store.WriteAsync(connection => connection.Execute("ROLLBACK; SELECT * FROM nothing"), Cancellation));
        await store.AppendAsync(Start(Row("r1")), Cancellation);
        Verified(await store.ReadAllAsync(0, 10, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task A_store_locked_by_another_program_says_so_and_recovers()
    {
        await using var store = await OpenAsync();
        using (var other = new SqliteConnection($"Data Source={_folder.Store};Pooling=false"))
        {
            other.Open();
            using var transaction = other.BeginTransaction();
            (await Should.ThrowAsync<PortUnavailableException>(() => store.AppendAsync(To("r1", 0, Event()), Cancellation)))
                .Message.ShouldContain("locked by another program");
        }

        await store.AppendAsync(To("r1", 0, Event()), Cancellation);
    }

    [Fact]
    public async Task Eight_writers_of_two_hundred_appends_leave_one_chain_without_gaps()
    {
        const int Writers = 8;
        const int Appends = 200;
        await using var store = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var version = 0; version < Appends; version++)
                await store.AppendAsync(To($"r{writer}", version, Event()), Cancellation);
        })));

        Verified(await store.ReadAllAsync(0, int.MaxValue, Cancellation)).ShouldBe(Writers * Appends);
    }

    [Fact]
    public async Task A_closed_store_refuses_writes_and_frees_the_file()
    {
        var store = await OpenAsync();
        await store.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => store.AppendAsync(To("r1", 0, Event()), Cancellation));
        await using var next = await OpenAsync();
    }

    [Fact]
    public async Task The_schema_is_the_one_on_record()
    {
        await using var store = await OpenAsync();
        var schema = await store.WriteAsync(
            connection => connection.Query<string>("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name").ToList(), Cancellation);

        Golden.ShouldMatch(string.Join(";\n\n", schema) + ";\n", "schema.golden.sql");
    }

    private Task<SqliteStore> OpenAsync() => SqliteStore.OpenAsync(_folder.Store, TimeProvider.System, Cancellation);

    private static async Task FillAsync(SqliteStore store)
    {
        await store.AppendAsync(Start(Row("r1")) with { Outbox = [Message("r1/1")] }, Cancellation);
        await store.RenewAsync(new ServerNote("one", "", ""), Term, Cancellation);
        await store.ClaimAsync("one", 1, Cancellation);
        await store.AppendAsync([new RolloutSamples("r1", [Sample(0, 100)])], Cancellation);
    }

    private static async Task ShouldBeFullAsync(SqliteStore store)
    {
        Verified(await store.ReadAllAsync(0, 10, Cancellation)).ShouldBe(1);
        (await store.FindRolloutAsync("r1", Cancellation)).ShouldBe(Row("r1"));
        (await store.ReadPendingAsync(10, Cancellation)).Count.ShouldBe(1);
        (await store.ReadAsync("r1", Nine, Cancellation)).ShouldBe([Sample(0, 100)]);
    }

    private static int Verified(IReadOnlyList<StoredEvent> events)
    {
        ChainVerifier.Verify(ChainHead.Genesis, events).Fault.ShouldBeNull();
        return events.Count;
    }

    // Reads a file that is open and locked elsewhere, as cp would.
    private static void CopyShared(string from, string to) =>
        System.Diagnostics.Process.Start("cp", [from, to]).WaitForExit();
}
