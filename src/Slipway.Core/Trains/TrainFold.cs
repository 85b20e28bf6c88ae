using Slipway.Core.Trains.Events;

namespace Slipway.Core.Trains;

/// <summary>Events to the state of a release train. Pure; the only way a state comes about.</summary>
public static class TrainFold
{
    /// <summary>The first event of a stream.</summary>
    public static TrainState Begin(string id, TrainPlanned planned, DateTimeOffset at, string actor) => new()
    {
        Id = id,
        Version = 1,
        Name = planned.Name,
        Environment = planned.Environment,
        Phase = TrainPhase.Running,
        StartedBy = actor,
        StartedAt = at,
        Reason = planned.Reason,
        OnFailure = planned.OnFailure,
        Soak = planned.Soak,
        Apps = [.. planned.Apps.Select(a => new TrainApp(a.App, a.Wave, a.Version, a.Artifact))],
    };

    public static TrainState Apply(TrainState state, TrainEvent e, DateTimeOffset at) =>
        Changed(state, e, at) with { Version = state.Version + 1 };

    private static TrainState Changed(TrainState state, TrainEvent e, DateTimeOffset at) => e switch
    {
        WaveBegun begun => state with { Wave = begun.Wave, WaveBegunAt = at },
        AppChanged changed => With(state, changed.App, app => Changed(app, changed)),
        AppHeld held => With(state, held.App, app => app with { Detail = held.Why, HeldSince = app.HeldSince ?? at, RetryAt = at + TrainLimits.RetryAfter }),

        // What held up the way on says nothing of the way back.
        TrainTurned turned => state with { Phase = turned.Phase, Cause = turned.Cause, Apps = [.. state.Apps.Select(Free)] },
        TrainEnded ended => state with { Phase = ended.Outcome, EndedAt = at, Summary = ended.Summary },
        _ => throw new InvalidOperationException($"Unknown event {e.GetType().Name}"),
    };

    private static TrainApp Changed(TrainApp app, AppChanged e) => Free(app) with
    {
        Phase = e.Phase,
        Rollout = e.Phase == TrainAppPhase.UnderWay ? e.Rollout : app.Rollout,
        WayBack = e.Phase == TrainAppPhase.TakingBack ? e.Rollout : app.WayBack,
        PromotedAt = e.PromotedAt ?? app.PromotedAt,
        Detail = e.Detail,
    };

    private static TrainApp Free(TrainApp app) => app with { HeldSince = null, RetryAt = null };

    private static TrainState With(TrainState state, string name, Func<TrainApp, TrainApp> change) =>
        state with { Apps = [.. state.Apps.Select(app => app.App == name ? change(app) : app)] };
}
