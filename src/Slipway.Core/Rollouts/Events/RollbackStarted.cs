using Slipway.Core.Planning.Steps;

namespace Slipway.Core.Rollouts.Events;

/// <summary>From here on these steps, which have no gates.</summary>
public sealed record RollbackStarted(Cause Cause, IReadOnlyList<Step> Steps) : RolloutEvent;
