using Npgsql;
using Shouldly;
using Slipway.Testing.Postgres;
using Xunit;

namespace Slipway.Adapters.Tests.Storage.Postgres;

/// <summary>The tests' own PostgreSQL does what the tests of the store rely on.</summary>
public sealed class PostgresClusterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PostgresStop.Fast)]
    [InlineData(PostgresStop.Immediate)]
    public async Task A_restarted_cluster_answers_at_the_same_port_with_what_was_committed(PostgresStop how)
    {
        PostgresRun.SkipUnlessInstalled();
        await using var cluster = await PostgresCluster.StartAsync(durable: false, Cancellation);
        await cluster.CreateDatabaseAsync("one", Cancellation);
        await cluster.ExecuteAsync("one", "CREATE TABLE kept (); INSERT INTO kept DEFAULT VALUES", Cancellation);
        var port = cluster.Port;

        await cluster.StopAsync(how, Cancellation);
        await Should.ThrowAsync<NpgsqlException>(() => cluster.ExecuteAsync("one", "SELECT 1", Cancellation));
        await cluster.StartAsync(Cancellation);

        cluster.Port.ShouldBe(port);
        await cluster.ExecuteAsync("one", "DO $$ BEGIN ASSERT (SELECT count(*) FROM kept) = 1; END $$", Cancellation);
    }
}
