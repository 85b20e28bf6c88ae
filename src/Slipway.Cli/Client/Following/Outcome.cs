using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Following;

/// <summary>What the end of a rollout means for the one who asked.</summary>
internal static class Outcome
{
    /// <param name="wantsRollback">True when taking it back is what was asked for.</param>
    public static int ExitCode(RolloutView view, bool wantsRollback) => view.Phase switch
    {
        RolloutPhase.Promoted or RolloutPhase.Succeeded => ExitCodes.Done,
        RolloutPhase.RolledBack or RolloutPhase.Cancelled or RolloutPhase.Superseded => wantsRollback ? ExitCodes.Done : ExitCodes.RolledBack,
        RolloutPhase.Failed => ExitCodes.Failed,
        _ => ExitCodes.Unknown,
    };
}
