namespace Slipway.Core.Rollouts;

/// <summary>What was last observed of a side's instances.</summary>
/// <param name="ShortSince">Since when fewer are ready than wanted; null while all are.</param>
/// <param name="NoneSince">Since when none is ready though some are wanted; null while one is.</param>
/// <param name="IsCurrent">False before the first look, and from an order to the target until the next look: what was seen before an order says nothing of it.</param>
public sealed record WorkloadSeen(int Wanted, int Ready, int Instances, string? Failure, string? Detail, DateTimeOffset? ShortSince, DateTimeOffset? NoneSince, bool IsCurrent)
{
    public static WorkloadSeen Nothing { get; } = new(0, 0, 0, null, null, null, null, IsCurrent: false);
}
