using Slipway.Core.Ports;

namespace Slipway.Adapters.Tests.Keeping;

internal sealed class NoSpecs : ISpecs
{
    public Task<SpecSet> ReadAsync(CancellationToken cancellation) => Task.FromResult(new SpecSet([], [], []));
}
