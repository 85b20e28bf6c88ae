using Slipway.Core.Ports;
using Slipway.Testing.Simulation.Servers;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class StoreWithoutFence : Mutation
{
    public override string Name => "the store takes what a server writes that has lost its lease";

    public override StorePorts Store(StorePorts real) => real with { Events = new Unfenced(real.Events) };

    private sealed class Unfenced(IEventStore real) : StoreMutation(real)
    {
        public override Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation) =>
            base.AppendAsync(append with { Lease = null }, cancellation);
    }
}
