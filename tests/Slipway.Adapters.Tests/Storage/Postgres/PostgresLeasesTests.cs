using Shouldly;
using Slipway.Core.Ports;
using Slipway.Storage.Postgres;
using Slipway.Testing.Contracts;
using Slipway.Testing.Postgres;
using Xunit;

namespace Slipway.Adapters.Tests.Storage.Postgres;

public sealed class PostgresLeasesTests(PostgresRun postgres) : LeasesContract
{
    protected override async ValueTask<object> OpenAsync() =>
        await PostgresStore.OpenAsync(PostgresAddress.Parse(await postgres.CreateDatabaseAsync(Cancellation)), TimeProvider.System, Cancellation, Clock);

    [Fact]
    public async Task A_store_has_one_folder_the_first_that_was_named()
    {
        (await Leases.FolderAsync("a", Cancellation)).ShouldBe("a");
        (await Leases.FolderAsync("b", Cancellation)).ShouldBe("a");
        await Leases.RenewAsync(new ServerNote("one", "http://127.0.0.1:7070", "a"), TimeSpan.FromSeconds(3), Cancellation);
        (await Leases.TakeAsync("keeper/a", "one", Cancellation)).ShouldNotBeNull();
        (await Leases.FolderAsync("b", Cancellation)).ShouldBe("a");
    }
}
