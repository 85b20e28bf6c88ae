using Slipway.Storage.Postgres;
using Slipway.Testing.Contracts;
using Slipway.Testing.Postgres;

namespace Slipway.Adapters.Tests.Storage.Postgres;

public sealed class PostgresDeliveriesTests(PostgresRun postgres) : DeliveriesContract
{
    protected override async ValueTask<object> OpenAsync() =>
        await PostgresStore.OpenAsync(PostgresAddress.Parse(await postgres.CreateDatabaseAsync(Cancellation)), TimeProvider.System, Cancellation);
}
