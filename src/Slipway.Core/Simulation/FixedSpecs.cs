using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Simulation;

/// <summary>One spec that is read already.</summary>
internal sealed class FixedSpecs(AppSpec app) : ISpecs
{
    public Task<SpecSet> ReadAsync(CancellationToken cancellation) => Task.FromResult(new SpecSet([app], [], []));
}
