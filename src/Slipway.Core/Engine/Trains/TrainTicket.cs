using Slipway.Core.Ports;
using Slipway.Core.Trains.Events;

namespace Slipway.Core.Engine.Trains;

/// <summary>
/// What opening a rollout means for the release train that asks for it: both are recorded in one transaction.
/// So a train that was broken off in between has neither, and of two servers that drive it one is refused.
/// </summary>
/// <param name="Version">The train's, as it was decided upon.</param>
/// <param name="Change">But for the rollout, whose id is not known yet.</param>
public sealed record TrainTicket(string Train, int Version, AppChanged Change)
{
    public StreamAppend With(string rollout) =>
        new(Streams.OfTrain(Train), Version, [EventCodec.Encode(Change with { Rollout = rollout })]);
}
