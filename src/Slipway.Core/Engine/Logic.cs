using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Engine;

/// <summary>
/// The two pure functions that the engine carries out. There is one right pair; the simulator puts wrong ones in its place,
/// to show that it notices.
/// </summary>
public sealed record Logic
{
    public static Logic Real { get; } = new();

    /// <summary>What happens next to a rollout; <see cref="Machine.Next"/>.</summary>
    public Func<RolloutState, DateTimeOffset, Decision> Next { get; init; } = Machine.Next;

    /// <summary>A rollout after an event; <see cref="Fold.Apply"/>.</summary>
    public Func<RolloutState, RolloutEvent, DateTimeOffset, RolloutState> Apply { get; init; } = Fold.Apply;
}
