using Slipway.Contracts.Views;
using Slipway.Core.Specs.Model;
using Slipway.Core.Trains;
using AppPhase = Slipway.Core.Trains.TrainAppPhase;
using Phase = Slipway.Core.Trains.TrainPhase;

namespace Slipway.Server.Api.Views;

/// <summary>Release trains as the API tells them. Pure.</summary>
internal static class TrainViews
{
    public static TrainView Of(TrainState state, DateTimeOffset now) => new()
    {
        Id = state.Id,
        Name = state.Name,
        Environment = state.Environment,
        Phase = Of(state.Phase),
        StartedBy = state.StartedBy,
        StartedAt = state.StartedAt,
        EndedAt = state.EndedAt,
        Reason = state.Reason,
        OnFailure = state.OnFailure == OnFailure.Rollback ? "rollback" : "stop",
        SoakSeconds = state.Soak.TotalSeconds,
        Wave = state.Wave + 1,
        Waves = state.Waves,
        Apps = [.. state.Apps.Select(Of)],
        Cause = state.Cause,
        Summary = state.Summary ?? Now(state, now),
    };

    private static string Now(TrainState state, DateTimeOffset now)
    {
        var waits = TrainMachine.Next(state, now) is TrainDecision.Wait wait ? $"waits for {wait.For}" : "goes on";
        return state.Cause is { } cause ? $"{cause}; {waits}" : $"wave {Math.Max(state.Wave, 0) + 1} of {state.Waves} {waits}";
    }

    private static TrainAppView Of(TrainApp app) => new()
    {
        App = app.App,
        Wave = app.Wave + 1,
        Version = app.Version.ToString(),
        Phase = Of(app.Phase),
        Rollout = app.Rollout,
        WayBack = app.WayBack,
        PromotedAt = app.PromotedAt,
        Detail = app.Detail,
    };

    private static Contracts.Views.TrainPhase Of(Phase phase) => phase switch
    {
        Phase.Running => Contracts.Views.TrainPhase.Running,
        Phase.Stopping => Contracts.Views.TrainPhase.Stopping,
        Phase.RollingBack => Contracts.Views.TrainPhase.RollingBack,
        Phase.Succeeded => Contracts.Views.TrainPhase.Succeeded,
        Phase.Stopped => Contracts.Views.TrainPhase.Stopped,
        Phase.RolledBack => Contracts.Views.TrainPhase.RolledBack,
        Phase.Failed => Contracts.Views.TrainPhase.Failed,
        _ => throw new InvalidOperationException($"Unknown phase {phase}"),
    };

    private static Contracts.Views.TrainAppPhase Of(AppPhase phase) => phase switch
    {
        AppPhase.Waiting => Contracts.Views.TrainAppPhase.Waiting,
        AppPhase.UnderWay => Contracts.Views.TrainAppPhase.UnderWay,
        AppPhase.Promoted => Contracts.Views.TrainAppPhase.Promoted,
        AppPhase.AlreadyThere => Contracts.Views.TrainAppPhase.AlreadyThere,
        AppPhase.Refused => Contracts.Views.TrainAppPhase.Refused,
        AppPhase.TakingBack => Contracts.Views.TrainAppPhase.TakingBack,
        AppPhase.TakenBack => Contracts.Views.TrainAppPhase.TakenBack,
        AppPhase.Left => Contracts.Views.TrainAppPhase.Left,
        AppPhase.Failed => Contracts.Views.TrainAppPhase.Failed,
        _ => throw new InvalidOperationException($"Unknown phase {phase}"),
    };
}
