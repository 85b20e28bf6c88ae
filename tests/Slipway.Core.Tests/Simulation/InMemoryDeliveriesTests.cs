using Slipway.Core.Simulation;
using Slipway.Testing.Contracts;

namespace Slipway.Core.Tests.Simulation;

public sealed class InMemoryDeliveriesTests : DeliveriesContract
{
    protected override ValueTask<object> OpenAsync() => ValueTask.FromResult<object>(new InMemoryStore(TimeProvider.System));
}
