using Slipway.Core.Gates.Freezes;

namespace Slipway.Core.Rollouts.Events;

/// <summary>The freezes over the environment are others than before: those that stand now, planned ones included.</summary>
public sealed record FreezesSeen(IReadOnlyList<Freeze> Freezes) : RolloutEvent;
