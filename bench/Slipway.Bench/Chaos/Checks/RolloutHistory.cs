using Slipway.Core.Engine;
using Slipway.Core.Planning;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Bench.Chaos.Checks;

/// <summary>A rollout as the record tells it.</summary>
public sealed class RolloutHistory
{
    public RolloutHistory(IEnumerable<StoredEvent> stream)
    {
        Events = [.. stream.Select(stored => (stored.Time, EventCodec.DecodeRollout(stored)))];
        var first = (RolloutPlanned)Events[0].Event;
        (Plan, After) = (first.Plan, first.After);
        Ended = Events.Select(e => e.Event).OfType<RolloutEnded>().LastOrDefault();
        EndedAt = Ended is null ? DateTimeOffset.MaxValue : Events[^1].At;
        Cause = Events.Select(e => e.Event).OfType<RollbackStarted>().FirstOrDefault()?.Cause;
    }

    public required string Id { get; init; }

    public IReadOnlyList<(DateTimeOffset At, RolloutEvent Event)> Events { get; }

    public Plan Plan { get; }

    /// <summary>The rollout that it superseded; null when it came by itself.</summary>
    public string? After { get; }

    /// <summary>Null while it has not ended.</summary>
    public RolloutEnded? Ended { get; }

    public DateTimeOffset BeganAt => Events[0].At;

    /// <summary>The end of time while it has not ended.</summary>
    public DateTimeOffset EndedAt { get; }

    /// <summary>Why it was taken back; null when it was not.</summary>
    public Cause? Cause { get; }

    public string Place => Plan.Environment.ToString();

    public string Version => Plan.Release.Version.ToString();

    public bool IsUnderWay(DateTimeOffset from, DateTimeOffset to) => BeganAt <= to && EndedAt >= from;
}
