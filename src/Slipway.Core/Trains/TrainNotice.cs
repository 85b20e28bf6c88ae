using Slipway.Core.Planning;
using Slipway.Core.Rollouts;
using Slipway.Core.Trains.Events;

namespace Slipway.Core.Trains;

/// <summary>What was seen of an app's rollouts, to an event where it matters to the train. Pure.</summary>
public static class TrainNotice
{
    /// <param name="newest">The rollout that came to the environment last.</param>
    public static AppChanged? OfBrought(TrainApp app, RolloutState rollout, RolloutState? newest) => rollout.Phase switch
    {
        RolloutPhase.RollingBack => new AppChanged(app.App, TrainAppPhase.TakingBack, rollout.Id, $"{rollout.Id} is rolling back: {rollout.Cause?.Sentence}"),
        RolloutPhase.RolledBack or RolloutPhase.Cancelled or RolloutPhase.Superseded => new AppChanged(app.App, TrainAppPhase.TakenBack, Detail: Ended(rollout)),
        RolloutPhase.Failed => new AppChanged(app.App, TrainAppPhase.Failed, Detail: Ended(rollout)),
        _ when app.Phase == TrainAppPhase.UnderWay => rollout.PromotedAt is { } at ? new AppChanged(app.App, TrainAppPhase.Promoted) { PromotedAt = at } : null,
        _ => newest is { Plan.Kind: PlanKind.Rollback } && newest.Id != rollout.Id && (newest.IsLive || newest.IsPromoted)
            ? new AppChanged(app.App, TrainAppPhase.TakingBack, newest.Id, $"{newest.Id} takes it back, as {newest.StartedBy} asked{Because(newest)}")
            : null,
    };

    /// <param name="wayBack">The rollout that takes the app back.</param>
    public static AppChanged? OfTakenBack(TrainApp app, RolloutState wayBack)
    {
        if (wayBack.Id == app.Rollout)
        {
            return wayBack switch
            {
                { Phase: RolloutPhase.Failed } => new AppChanged(app.App, TrainAppPhase.Failed, Detail: Ended(wayBack)),
                { IsLive: false } => new AppChanged(app.App, TrainAppPhase.TakenBack, Detail: Ended(wayBack)),
                _ => null,
            };
        }

        return wayBack switch
        {
            { Phase: RolloutPhase.Promoted or RolloutPhase.Succeeded } => new AppChanged(app.App, TrainAppPhase.TakenBack, Detail: $"{wayBack.Id} took it back"),
            { Phase: RolloutPhase.Superseded } => new AppChanged(app.App, TrainAppPhase.Left, Detail: Ended(wayBack)),
            { IsLive: false } => new AppChanged(app.App, TrainAppPhase.Failed, Detail: Ended(wayBack)),
            _ => null,
        };
    }

    private static string Ended(RolloutState rollout) => $"{rollout.Id} ended {Commands.Word(rollout.Phase)}: {rollout.Summary}";

    private static string Because(RolloutState rollout) => rollout.Reason is null ? "" : $": {rollout.Reason}";
}
