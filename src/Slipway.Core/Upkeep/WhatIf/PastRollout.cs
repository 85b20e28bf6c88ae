using Slipway.Core.Analysis;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Upkeep.WhatIf;

/// <summary>A rollout as the store has it, with its measurements and what was below it when it was planned.</summary>
/// <param name="Events">All of its stream.</param>
/// <param name="Samples">What was measured, oldest first; may be empty.</param>
/// <param name="Below">The environments that the other rules want a release to come from, as they were then.</param>
public sealed record PastRollout(
    IReadOnlyList<StoredEvent> Events, IReadOnlyList<TrafficSample> Samples, IReadOnlyList<KeyValuePair<string, EnvironmentState>> Below)
{
    /// <summary>Every state that the rollout had, each with the event that led to the next one.</summary>
    /// <exception cref="InvalidOperationException">They are no events of a rollout, or of a newer version.</exception>
    internal IEnumerable<(RolloutState Before, RolloutEvent Event, StoredEvent Stored)> Steps()
    {
        var state = Begin();
        foreach (var stored in Events.Skip(1))
        {
            var e = EventCodec.DecodeRollout(stored);
            yield return (state, e, stored);
            state = Fold.Apply(state, e, stored.Time);
        }
    }

    internal RolloutState Begin() => EventCodec.DecodeRollout(Events[0]) is RolloutPlanned planned
        ? Fold.Begin(Events[0].Stream, planned, Events[0].Time, Events[0].Actor)
        : throw new InvalidOperationException("The first event of the rollout is not there");
}
