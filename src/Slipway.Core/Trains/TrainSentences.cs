using Slipway.Core.Trains.Events;

namespace Slipway.Core.Trains;

/// <summary>Events of release trains in words.</summary>
public static class TrainSentences
{
    /// <summary>An event as a line of a log.</summary>
    public static string Of(TrainEvent e) => e switch
    {
        TrainPlanned planned => $"{planned.Apps.Count} apps to {planned.Environment} in {planned.Apps[^1].Wave + 1} waves planned"
            + (planned.Reason is null ? "" : $" ({planned.Reason})"),
        WaveBegun begun => $"wave {begun.Wave + 1} begins",
        AppChanged changed => $"{changed.App} is {Word(changed.Phase)}"
            + (changed.Rollout is null ? "" : $" by {changed.Rollout}") + (changed.Detail is null ? "" : $": {changed.Detail}"),
        AppHeld held => $"{held.App} is held up: {held.Why}",
        TrainTurned turned => $"{(turned.Phase == TrainPhase.RollingBack ? "rolling back" : "stopping")}: {turned.Cause}",
        TrainEnded ended => $"{Word(ended.Outcome)}: {ended.Summary}",
        _ => e.GetType().Name,
    };

    private static string Word(TrainAppPhase phase) => phase switch
    {
        TrainAppPhase.UnderWay => "brought",
        TrainAppPhase.AlreadyThere => "already there",
        TrainAppPhase.TakingBack => "being taken back",
        TrainAppPhase.TakenBack => "taken back",
        _ => phase.ToString().ToLowerInvariant(),
    };

    private static string Word(TrainPhase phase) => phase == TrainPhase.RolledBack ? "rolled back" : phase.ToString().ToLowerInvariant();
}
