namespace Slipway.Contracts.Views;

public static class TrainPhases
{
    /// <summary>True while something will still happen by itself or by a person's word.</summary>
    public static bool IsLive(this TrainPhase phase) => phase is TrainPhase.Running or TrainPhase.Stopping or TrainPhase.RollingBack;

    /// <summary>As in JSON: <c>rolled-back</c>.</summary>
    public static string Label(this TrainPhase phase) => phase switch
    {
        TrainPhase.RollingBack => "rolling-back",
        TrainPhase.RolledBack => "rolled-back",
        _ => phase.ToString().ToLowerInvariant(),
    };

    /// <summary>As in JSON: <c>under-way</c>.</summary>
    public static string Label(this TrainAppPhase phase) => phase switch
    {
        TrainAppPhase.UnderWay => "under-way",
        TrainAppPhase.AlreadyThere => "already-there",
        TrainAppPhase.TakingBack => "taking-back",
        TrainAppPhase.TakenBack => "taken-back",
        _ => phase.ToString().ToLowerInvariant(),
    };
}
