using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;

namespace Slipway.Testing.Simulation.Plans;

/// <summary>The places of a rollout at which something can happen: the kinds of its steps, and what lies before and after them.</summary>
public static class StepKinds
{
    /// <summary>It is being opened, or waits for the one before it.</summary>
    public const string Begin = "begin";

    /// <summary>All its steps are through, its end is not recorded yet.</summary>
    public const string End = "end";

    public const string Shift = "shift";

    /// <summary>Those in which the engine sends orders.</summary>
    public static IReadOnlyList<string> WithEffects { get; } = ["check", "provision", "verify", Shift, "observe", "retire"];

    public static IReadOnlyList<string> All { get; } = [Begin, "check", "wait", "confirm", "provision", "verify", Shift, "observe", "promote", "retire", End];

    public static string Of(RolloutState state) => state.Phase == RolloutPhase.Planned ? Begin : Of(state.CurrentStep);

    private static string Of(Step? step) => step?.Kind ?? End;
}
