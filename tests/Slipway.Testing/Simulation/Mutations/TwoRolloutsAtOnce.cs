using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Ports;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class TwoRolloutsAtOnce : Mutation
{
    public override string Name => "opens a rollout in an environment that another one is changing";

    public override IEventStore ServiceStore(IEventStore real) => new Forgetful(real);

    /// <summary>An environment as if whatever changes it had ended.</summary>
    private sealed class Forgetful(IEventStore real) : StoreMutation(real)
    {
        private const string Environments = "environment/";

        public override async Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation)
        {
            var events = await base.ReadStreamAsync(stream, afterVersion, cancellation);
            if (!stream.StartsWith(Environments, StringComparison.Ordinal) || events.LastOrDefault(e => e.Type == "environment.opened") is not { } opened)
                return events;
            var closed = EventCodec.Encode(new RolloutClosed(((RolloutOpened)EventCodec.DecodeEnvironment(opened)).Rollout));
            return [.. events, opened with { Version = events[^1].Version + 1, Type = closed.Type, Json = closed.Json }];
        }

        public override Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation) =>
            base.AppendAsync(append with { Streams = [.. append.Streams.Select(Corrected)] }, cancellation);

        /// <summary>Less the event that is not there.</summary>
        private static StreamAppend Corrected(StreamAppend stream) =>
            stream.Stream.StartsWith(Environments, StringComparison.Ordinal) && stream.ExpectedVersion > 0 ? stream with { ExpectedVersion = stream.ExpectedVersion - 1 } : stream;
    }
}
