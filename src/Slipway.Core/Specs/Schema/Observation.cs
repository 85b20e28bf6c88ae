using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>How long a rollout watches the new version when nothing extends it.</summary>
internal static class Observation
{
    public static TimeSpan Of(StrategySpec strategy, int replicas) => strategy.Observe * Holds(strategy, replicas);

    private static int Holds(StrategySpec strategy, int replicas) => strategy switch
    {
        CanarySpec canary => canary.Weights.Count,
        BlueGreenSpec blueGreen => blueGreen.Weights.Count,
        RollingSpec rolling => (int)Math.Ceiling(replicas / (double)Math.Clamp(rolling.MaxSurge + rolling.MaxUnavailable, 1, replicas)),
        _ => 1,
    };
}
