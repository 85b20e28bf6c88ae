using Slipway.Storage;
using Slipway.Testing.Contracts;

namespace Slipway.Adapters.Tests.Storage;

public sealed class SqliteDeliveriesTests : DeliveriesContract
{
    private readonly TemporaryFolder _folder = new();

    protected override async ValueTask<object> OpenAsync() => await SqliteStore.OpenAsync(_folder.Store, TimeProvider.System, Cancellation);

    protected override ValueTask CleanAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
