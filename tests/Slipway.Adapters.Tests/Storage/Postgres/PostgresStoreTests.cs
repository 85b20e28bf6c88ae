using System.Globalization;
using Npgsql;
using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Storage;
using Slipway.Storage.Postgres;
using Slipway.Testing;
using Slipway.Testing.Postgres;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Adapters.Tests.Storage.Postgres;

/// <summary>What several servers on one database may rely on, and what one hears that cannot use it.</summary>
public sealed class PostgresStoreTests(PostgresRun postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_servers_that_open_an_empty_database_at_once_one_makes_the_schema()
    {
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync(url))));

        foreach (var store in stores)
            await store.DisposeAsync();
        (await QueryAsync(url, "SELECT version FROM schema_versions ORDER BY version", row => row.GetInt64(0)))
            .ShouldBe(SchemaScripts.After(0).Select(script => (long)script.Number));
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused_and_left_as_it_is()
    {
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        await (await OpenAsync(url)).DisposeAsync();
        await ExecuteAsync(url, "INSERT INTO schema_versions (version, name, applied_at) VALUES (999, 'later', '')");

        (await Should.ThrowAsync<PortUnavailableException>(() => OpenAsync(url))).Message.ShouldContain("newer Slipway (schema 999");
        (await Should.ThrowAsync<PortUnavailableException>(() => PostgresStore.OpenReadOnlyAsync(PostgresAddress.Parse(url), TimeProvider.System, Cancellation)))
            .Message.ShouldContain("newer Slipway (schema 999");
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_as_it_is()
    {
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        await ExecuteAsync(url, "CREATE TABLE customers (id INT)");

        (await Should.ThrowAsync<PortUnavailableException>(() => OpenAsync(url))).Message.ShouldContain("not a store of Slipway");
        (await QueryAsync(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", row => row.GetInt64(0))).ShouldBe([1]);
    }

    [Fact]
    public async Task An_onlooker_reads_beside_a_server_and_may_not_write()
    {
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        await using var store = await OpenAsync(url);
        await using var onlooker = await PostgresStore.OpenReadOnlyAsync(PostgresAddress.Parse(url), TimeProvider.System, Cancellation);
        await store.AppendAsync(Start(Row("r1")), Cancellation);

        (await onlooker.ReadAllAsync(0, 10, Cancellation)).Count.ShouldBe(1);
        await Should.ThrowAsync<PortUnavailableException>(() => onlooker.AppendAsync(To("r2", 0, Event()), Cancellation));
        await Should.ThrowAsync<PortUnavailableException>(() => onlooker.ClaimAsync("one", 1, Cancellation));
    }

    [Fact]
    public async Task Appends_of_several_servers_form_one_chain_without_gaps()
    {
        const int Servers = 3;
        const int Writers = 4;
        const int Appends = 40;
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        var stores = await Task.WhenAll(Enumerable.Range(0, Servers).Select(_ => OpenAsync(url)));
        await Task.WhenAll(Enumerable.Range(0, Servers * Writers).Select(writer => Task.Run(async () =>
        {
            for (var version = 0; version < Appends; version++)
                await stores[writer % Servers].AppendAsync(To($"r{writer}", version, Event()), Cancellation);
        })));

        Verified(await stores[0].ReadAllAsync(0, int.MaxValue, Cancellation)).ShouldBe(Servers * Writers * Appends);
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task A_wait_ends_by_the_word_of_the_database_and_not_only_by_the_poll()
    {
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        var time = new HaltedTime();
        await using var one = await PostgresStore.OpenAsync(PostgresAddress.Parse(url), time, Cancellation);
        await using var two = await OpenAsync(url);

        var waiting = one.WaitForEventsAsync(0, TimeSpan.FromHours(1), Cancellation);
        await time.Asked.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        waiting.IsCompleted.ShouldBeFalse();
        await two.AppendAsync(To("r1", 0, Event()), Cancellation);
        await waiting.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
    }

    [Fact]
    public async Task A_claim_leaves_out_what_another_transaction_is_writing_and_does_not_wait_for_it()
    {
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        await using var store = await OpenAsync(url);
        await store.AppendAsync(Start(Row("r1")), Cancellation);
        await store.AppendAsync(Start(Row("r2")), Cancellation);
        await store.RenewAsync(new ServerNote("one", "", ""), Term, Cancellation);

        await using var writing = new NpgsqlConnection(ConnectionString(url));
        await writing.OpenAsync(Cancellation);
        await using var transaction = await writing.BeginTransactionAsync(Cancellation);
        await using (var command = new NpgsqlCommand("SELECT 1 FROM rollouts WHERE id = 'r1' FOR NO KEY UPDATE", writing))
            await command.ExecuteNonQueryAsync(Cancellation);

        (await store.ClaimAsync("one", 10, Cancellation)).Select(lease => lease.Name).ShouldBe(["r2"]);
        await transaction.RollbackAsync(Cancellation);
        (await store.ClaimAsync("one", 10, Cancellation)).Select(lease => lease.Name).ShouldBe(["r1"]);
    }

    [Fact]
    public async Task A_server_that_hangs_in_the_middle_of_an_append_does_not_hold_the_others()
    {
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        await using var store = await OpenAsync(url);
        await using var connections = new PostgresConnections(PostgresAddress.Parse(url));
        await using var hanging = await connections.OpenAsync(Cancellation);
        await AppendStatements.BeginAsync(hanging, [To("r1", 0, Event())]);

        await store.AppendAsync(To("r1", 0, Event()), Cancellation);

        (await Should.ThrowAsync<NpgsqlException>(() => new NpgsqlCommand("COMMIT", hanging).ExecuteNonQueryAsync(Cancellation))).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_the_database_does_not_take_of_one_append_does_not_harm_the_others()
    {
        await using var store = await OpenAsync(await postgres.CreateDatabaseAsync(Cancellation));
        var appends = Enumerable.Range(0, 20).Select(i => store.AppendAsync(To($"r{i}", 0, Event(json: i == 7 ? "\"\0\"" : "{}")), Cancellation)).ToList();

        await Should.ThrowAsync<PortUnavailableException>(() => appends[7]);
        foreach (var append in appends.Where((_, i) => i != 7))
            (await append).Count.ShouldBe(1);
        Verified(await store.ReadAllAsync(0, 100, Cancellation)).ShouldBe(19);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public async Task An_append_whose_connection_broke_at_the_commit_is_stored_once_and_said_to_be(int lostCommits, int lostAnswers)
    {
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        var cluster = await postgres.ClusterAsync();
        await using var proxy = new LossyProxy(cluster.Port);
        await using var store = await OpenAsync(url.Replace(Invariant(cluster.Port), Invariant(proxy.Port), StringComparison.Ordinal));
        (proxy.LoseCommits, proxy.LoseAnswers) = (lostCommits, lostAnswers);

        var stored = await store.AppendAsync(Start(Row("r1")) with { Outbox = [Message("r1/1")] }, Cancellation);

        (proxy.LoseCommits, proxy.LoseAnswers).ShouldBe((0, 0));
        (await store.ReadAllAsync(0, 10, Cancellation)).ShouldBe(stored);
        (await store.ReadPendingAsync(10, Cancellation)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_database_may_crash_at_any_time_and_what_was_said_to_be_stored_is()
    {
        const int Writers = 4;
        const int Crashes = 3;
        const int AppendsAfterTheLast = 20;
        PostgresRun.SkipUnlessInstalled();
        await using var cluster = await PostgresCluster.StartAsync(durable: false, Cancellation);
        await using var store = await OpenAsync(await cluster.CreateDatabaseAsync("crashing", Cancellation));
        var crashed = 0;
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var version = 0;
            for (var left = AppendsAfterTheLast; left > 0; left -= Volatile.Read(ref crashed) == Crashes ? 1 : 0)
                version = await NextAsync(store, $"r{writer}", version);
            return version;
        })).ToList();

        for (; crashed < Crashes; Interlocked.Increment(ref crashed))
        {
            var before = await LengthAsync(store);
            while (await LengthAsync(store) < before + 50)
                await store.WaitForEventsAsync(before, TimeSpan.FromSeconds(1), Cancellation);
            await cluster.RestartAsync(PostgresStop.Immediate, Cancellation);
        }

        var versions = await Task.WhenAll(writing);
        var all = await store.ReadAllAsync(0, int.MaxValue, Cancellation);
        Verified(all).ShouldBe(versions.Sum());
    }

    [Fact]
    public async Task A_database_that_cannot_be_used_is_named_with_the_remedy_and_never_with_the_password()
    {
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        var cluster = await postgres.ClusterAsync();
        var database = url[(url.LastIndexOf('/') + 1)..];
        await cluster.ExecuteAsync("postgres", $"CREATE USER weak_{database} PASSWORD '{cluster.Password}'", Cancellation);

        await RefusedAsync(url.Replace(cluster.Password, "secret-wrong", StringComparison.Ordinal), "refuses the user slipway");
        await RefusedAsync(url.Replace(database, "nowhere", StringComparison.Ordinal), "createdb --encoding=UTF8 nowhere");
        await RefusedAsync(url.Replace("slipway:", $"weak_{database}:", StringComparison.Ordinal), "Make that user the owner");
        await RefusedAsync(url.Replace(Invariant(cluster.Port), "1", StringComparison.Ordinal), "does not answer");
        await cluster.ExecuteAsync("postgres", $"ALTER DATABASE {database} SET default_transaction_read_only = on", Cancellation);
        await RefusedAsync(url, "can only be read");

        async Task RefusedAsync(string bad, string says)
        {
            var refusal = await Should.ThrowAsync<PortUnavailableException>(() => OpenAsync(bad));
            refusal.Message.ShouldContain(says);
            refusal.ToString().ShouldNotContain("secret");
        }
    }

    [Fact]
    public async Task The_schema_is_the_one_on_record()
    {
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        await (await OpenAsync(url)).DisposeAsync();

        var lines = await QueryAsync(
            url,
            """
            SELECT table_name || '.' || column_name || ' ' || data_type || coalesce(' collate ' || collation_name, '')
                || CASE WHEN is_nullable = 'NO' THEN ' not null' ELSE '' END || CASE WHEN is_identity = 'YES' THEN ' identity' ELSE '' END
            FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            ORDER BY 1
            """,
            row => row.GetString(0));
        Golden.ShouldMatch(string.Join('\n', lines) + "\n", "schema-postgres.golden.txt");
    }

    private static string Invariant(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static Task<PostgresStore> OpenAsync(string url) => PostgresStore.OpenAsync(PostgresAddress.Parse(url), TimeProvider.System, Cancellation);

    /// <summary>Appends the next event, as the engine does: what the store did not take is tried again; after a doubt, the stream is read first.</summary>
    private static async Task<int> NextAsync(PostgresStore store, string stream, int version)
    {
        while (true)
        {
            try
            {
                await store.AppendAsync(To(stream, version, Event()), Cancellation);
                return version + 1;
            }
            catch (PortUnavailableException refusal) when (!refusal.OutcomeUnknown)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
            }
        }
    }

    private static async Task<int> LengthAsync(PostgresStore store)
    {
        while (true)
        {
            try
            {
                return (await store.ReadAllAsync(0, int.MaxValue, Cancellation)).Count;
            }
            catch (PortUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
            }
        }
    }

    private static int Verified(IReadOnlyList<StoredEvent> events)
    {
        ChainVerifier.Verify(ChainHead.Genesis, events).Fault.ShouldBeNull();
        return events.Count;
    }

    private static string ConnectionString(string url) => PostgresAddress.Parse(url).Settings().ToString() + ";Pooling=false";

    private static async Task ExecuteAsync(string url, string statement) => _ = await QueryAsync(url, statement, _ => 0);

    private static async Task<IReadOnlyList<T>> QueryAsync<T>(string url, string statement, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(url));
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(statement, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(Cancellation))
            rows.Add(read(reader));
        return rows;
    }
}
