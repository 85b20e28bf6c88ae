namespace Slipway.Core.Rollouts.Events;

/// <summary>How the checklist stands that the rollout waits for, when that changes.</summary>
/// <param name="Sentence">What is open, and who clears it.</param>
/// <param name="Until">While it is clear: when the first answer expires.</param>
public sealed record ChecklistSeen(bool IsClear, string Sentence, DateTimeOffset? Until) : RolloutEvent;
