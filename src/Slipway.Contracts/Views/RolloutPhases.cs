namespace Slipway.Contracts.Views;

public static class RolloutPhases
{
    /// <summary>True while something will still happen by itself or by a person's word.</summary>
    public static bool IsLive(this RolloutPhase phase) => phase is RolloutPhase.Planned or RolloutPhase.Running
        or RolloutPhase.Paused or RolloutPhase.Waiting or RolloutPhase.Promoted or RolloutPhase.RollingBack;

    /// <summary>True once its outcome is certain. A promoted rollout still lives, but is decided.</summary>
    public static bool IsDecided(this RolloutPhase phase) => phase == RolloutPhase.Promoted || !phase.IsLive();

    /// <summary>As in JSON: <c>rolled-back</c>.</summary>
    public static string Label(this RolloutPhase phase) => phase switch
    {
        RolloutPhase.RollingBack => "rolling-back",
        RolloutPhase.RolledBack => "rolled-back",
        _ => phase.ToString().ToLowerInvariant(),
    };
}
