using Slipway.Core.Simulation;
using Slipway.Testing.Contracts;

namespace Slipway.Core.Tests.Simulation;

public sealed class InMemoryLeasesTests : LeasesContract
{
    protected override ValueTask<object> OpenAsync() => ValueTask.FromResult<object>(new InMemoryStore(Clock));
}
