namespace Slipway.Core.Rollouts;

/// <summary>What was last observed of a side's instances.</summary>
/// <param name="ShortSince">Since when fewer are ready than wanted; null while all are.</param>
public sealed record WorkloadSeen(int Wanted, int Ready, int Instances, string? Failure, string? Detail, DateTimeOffset? ShortSince)
{
    public static WorkloadSeen Nothing { get; } = new(0, 0, 0, null, null, null);
}
