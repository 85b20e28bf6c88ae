using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Testing.Simulation.Checks;

/// <summary>A rollout as its events tell it, with the true times at which they were recorded, whatever the servers' clocks said.</summary>
internal sealed class Watched(RolloutState state, DateTimeOffset now)
{
    private DateTimeOffset? _pausedAt;
    private TimeSpan _pausedFor;

    public RolloutState State { get; private set; } = state;

    /// <summary>When its current step began.</summary>
    public DateTimeOffset StepBeganAt { get; private set; } = now;

    public DateTimeOffset? PromotedAt { get; private set; }

    /// <summary>When an alert was recorded that has to take it back; null while there is none, and once it does.</summary>
    public DateTimeOffset? AlertedAt { get; private set; }

    /// <summary>When its way back began; null before, and once the traffic is back.</summary>
    public DateTimeOffset? GoingBackSince { get; set; }

    /// <summary>Since when a bad version has had traffic in a step that watches it; null while it has not.</summary>
    public DateTimeOffset? BadSince { get; set; }

    /// <summary>How long the current step has lasted, without pauses.</summary>
    public TimeSpan Lasted(DateTimeOffset at) => at - StepBeganAt - _pausedFor;

    public void Become(RolloutState after, RolloutEvent e, DateTimeOffset at)
    {
        if (after.Phase == RolloutPhase.Paused)
            _pausedAt ??= at;
        else if (_pausedAt is { } paused)
            (_pausedFor, _pausedAt) = (_pausedFor + (at - paused), null);
        if (after.Index != State.Index || e is StepRetried)
            (StepBeganAt, _pausedFor, BadSince) = (at, TimeSpan.Zero, null);
        switch (e)
        {
            case RolloutPromoted:
                PromotedAt = at;
                break;
            case AlertReceived:
                AlertedAt ??= at;
                break;
            case RollbackStarted:
                (AlertedAt, GoingBackSince) = (null, at);
                break;
            case StepRetried when after.IsRollingBack:
                GoingBackSince = at;
                break;
            case RolloutEnded or KeepWarmEnded:
                (AlertedAt, GoingBackSince) = (null, null);
                break;
        }

        State = after;
    }
}
