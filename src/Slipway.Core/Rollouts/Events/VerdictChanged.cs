using Slipway.Core.Analysis;

namespace Slipway.Core.Rollouts.Events;

/// <summary>The judges say something else than before.</summary>
public sealed record VerdictChanged(Evaluation Evaluation) : RolloutEvent;
