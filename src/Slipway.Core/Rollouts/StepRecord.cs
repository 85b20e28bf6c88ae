using Slipway.Core.Planning.Steps;

namespace Slipway.Core.Rollouts;

/// <summary>What became of a step.</summary>
/// <param name="Detail">For people; null while there is nothing to say.</param>
public sealed record StepRecord(Step Step, StepStatus Status, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Detail)
{
    public static StepRecord Pending(Step step) => new(step, StepStatus.Pending, null, null, null);
}
