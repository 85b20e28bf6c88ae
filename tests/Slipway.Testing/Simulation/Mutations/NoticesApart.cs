using Slipway.Core.Ports;
using Slipway.Testing.Simulation.Servers;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class NoticesApart : Mutation
{
    public override string Name => "writes a notice apart from its event";

    public override StorePorts Store(StorePorts real) => real with { Events = new Apart(real.Events) };

    /// <summary>The notices of one append go with the next.</summary>
    private sealed class Apart(IEventStore real) : StoreMutation(real)
    {
        private readonly List<OutboxMessage> _unsent = [];

        public override async Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation)
        {
            var stored = await base.AppendAsync(append with { Outbox = [.. _unsent] }, cancellation);
            _unsent.Clear();
            _unsent.AddRange(append.Outbox);
            return stored;
        }
    }
}
