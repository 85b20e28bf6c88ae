using Slipway.Core.Ports;
using Slipway.Testing.Simulation.Servers;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class AppendsWithoutVersion : Mutation
{
    public override string Name => "appends whatever others have written meanwhile";

    public override StorePorts Store(StorePorts real) => real with { Events = new Unguarded(real.Events) };

    private sealed class Unguarded(IEventStore real) : StoreMutation(real)
    {
        public override async Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation)
        {
            try
            {
                return await base.AppendAsync(append, cancellation);
            }
            catch (StreamConflictException)
            {
                var streams = new List<StreamAppend>();
                foreach (var stream in append.Streams)
                    streams.Add(stream with { ExpectedVersion = (await ReadStreamAsync(stream.Stream, 0, cancellation)).Count });
                return await base.AppendAsync(append with { Streams = streams }, cancellation);
            }
        }
    }
}
