using Slipway.Core.Gates;

namespace Slipway.Core.Rollouts.Events;

/// <summary>A step that would change the environment is held up by gates.</summary>
public sealed record StepHeld(IReadOnlyList<Blocker> By) : RolloutEvent;
