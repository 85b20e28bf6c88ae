using Microsoft.Data.Sqlite;
using Shouldly;
using Slipway.Adapters.Tests.Integrations.Checks;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Storage;
using Slipway.Storage.Checks;
using Slipway.Testing.Postgres;
using Xunit;

namespace Slipway.Adapters.Tests.Storage.Checks;

public sealed class SqlItemRunnerTests(PostgresRun postgres)
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SELECT 1", true, "the query gave '1'")]
    [InlineData("SELECT 0", false, "the query gave '0'")]
    [InlineData("SELECT NULL", false, "the query gave nothing")]
    [InlineData("SELECT 1 WHERE 1 = 2", false, "the query gave nothing")]
    [InlineData("SELECT 'x'", true, "the query gave 'x'")]
    public async Task In_SQLite_a_value_that_is_something_is_good(string query, bool passed, string detail)
    {
        using var folder = new TemporaryFolder();
        (await OnSqliteAsync(folder, new SqlItemCheck { Database = "SHOP", Query = query })).ShouldBe(new ItemFinding(passed, detail));
    }

    [Fact]
    public async Task A_value_is_compared_with_a_text_or_with_limits()
    {
        using var folder = new TemporaryFolder();
        var five = new SqlItemCheck { Database = "SHOP", Query = "SELECT 5" };
        (await OnSqliteAsync(folder, five with { Is = "5" })).Passed.ShouldBeTrue();
        (await OnSqliteAsync(folder, five with { Is = "6" })).Detail.ShouldBe("the query gave '5', '6' is wanted");
        (await OnSqliteAsync(folder, five with { Min = 5, Max = 5 })).Passed.ShouldBeTrue();
        (await OnSqliteAsync(folder, five with { Min = 6 })).ShouldBe(new ItemFinding(false, "the query gave '5', a number of at least 6 is wanted"));
        (await OnSqliteAsync(folder, five with { Max = 4.5 })).ShouldBe(new ItemFinding(false, "the query gave '5', a number of at most 4.5 is wanted"));
        (await OnSqliteAsync(folder, five with { Query = "SELECT 'many'", Min = 1 })).Passed.ShouldBeFalse();
    }

    [Fact]
    public async Task Neither_database_lets_a_query_change_anything()
    {
        using var folder = new TemporaryFolder();
        await OnSqliteAsync(folder, new SqlItemCheck { Database = "SHOP", Query = "SELECT 1" });
        (await OnSqliteAsync(folder, new SqlItemCheck { Database = "SHOP", Query = "CREATE TABLE t (x); SELECT 1" })).Passed.ShouldBeFalse();
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        var finding = await OnAsync(url, new SqlItemCheck { Database = "SHOP", Query = "CREATE TABLE t (x int); SELECT 1" });
        finding.Passed.ShouldBeFalse();
        finding.Detail.ShouldContain("read-only transaction");
    }

    [Fact]
    public async Task PostgreSQL_answers_too()
    {
        var url = await postgres.CreateDatabaseAsync(Cancellation);
        (await OnAsync(url, new SqlItemCheck { Database = "SHOP", Query = "SHOW server_encoding", Is = "UTF8" })).ShouldBe(new ItemFinding(true, "the query gave 'UTF8', 'UTF8' is wanted"));
        (await OnAsync(url, new SqlItemCheck { Database = "SHOP", Query = "SELECT current_setting('server_version_num')", Min = 140000 })).Passed.ShouldBeTrue();
        (await OnAsync(url, new SqlItemCheck { Database = "SHOP", Query = "SELECT false" })).Passed.ShouldBeFalse();
        (await OnAsync(url, new SqlItemCheck { Database = "SHOP", Query = "SELECT * FROM missing" })).Detail.ShouldStartWith("the database in SHOP refused: ");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_a_finding_and_no_password_is_told()
    {
        (await OnAsync(null, new SqlItemCheck { Database = "SHOP", Query = "SELECT 1" })).Detail.ShouldBe("the server's environment variable SHOP is not set");
        (await OnAsync("/nowhere/shop.db", new SqlItemCheck { Database = "SHOP", Query = "SELECT 1" })).Passed.ShouldBeFalse();
        var finding = await OnAsync("postgres://user:canary@127.0.0.1:1/shop", new SqlItemCheck { Database = "SHOP", Query = "SELECT 1" });
        finding.Passed.ShouldBeFalse();
        finding.Detail.ShouldNotContain("canary");
        (await OnAsync("postgres://user:canary@/shop", new SqlItemCheck { Database = "SHOP", Query = "SELECT 1" })).Detail.ShouldNotContain("canary");
    }

    private static async Task<ItemFinding> OnSqliteAsync(TemporaryFolder folder, SqlItemCheck check)
    {
        SqliteLibrary.Load();
        await using (var connection = new SqliteConnection($"Data Source={folder.File("shop.db")};Pooling=False"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE IF NOT EXISTS made (x)";
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        return await OnAsync(folder.File("shop.db"), check);
    }

    private static Task<ItemFinding> OnAsync(string? address, SqlItemCheck check) =>
        new SqlItemRunner(name => name == "SHOP" ? address : null).RunAsync(check, ItemChecks.Context(), Cancellation);
}
