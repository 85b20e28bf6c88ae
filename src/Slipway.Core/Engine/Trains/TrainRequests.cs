using Slipway.Core.Trains;
using Slipway.Core.Trains.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Engine.Trains;

/// <summary>What a release train asks of rollouts. It deploys in the name of who started it, so that nobody approves what they asked for themselves.</summary>
internal static class TrainRequests
{
    public static Request.Deploy Deploy(string environment, string app, ReleaseVersion version, string? reason, Actor actor) =>
        new(app, environment, version.ToString(), Supersede: false, reason, actor);

    public static Request.Deploy Open(TrainState train, TrainApp app) =>
        Deploy(train.Environment, app.App, app.Version, $"release {train.Id}{(train.Reason is null ? "" : $": {train.Reason}")}", new Actor(train.StartedBy, $"release {train.Id}")) with
        {
            Train = new TrainTicket(train.Id, train.Version, new AppChanged(app.App, TrainAppPhase.UnderWay)),
        };

    public static Request.TakeBack TakeBack(TrainState train, TrainApp app) =>
        new(app.App, train.Environment, app.Rollout!, $"release {train.Id}: {train.Cause}", new Actor(Conductor.Actor, $"release {train.Id}"))
        {
            Train = new TrainTicket(train.Id, train.Version, new AppChanged(app.App, TrainAppPhase.TakingBack)),
        };
}
