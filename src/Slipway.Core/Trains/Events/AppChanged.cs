namespace Slipway.Core.Trains.Events;

/// <summary>An app of the train is somewhere else now. Where a rollout was opened for it, this is written in the same transaction.</summary>
/// <param name="Rollout">The rollout that brings it, under way; that takes it back, taking back; null otherwise.</param>
/// <param name="Detail">What there is to say; null when there is nothing.</param>
public sealed record AppChanged(string App, TrainAppPhase Phase, string? Rollout = null, string? Detail = null) : TrainEvent
{
    /// <summary>When it was promoted; null in other phases.</summary>
    public DateTimeOffset? PromotedAt { get; init; }
}
