using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Rollouts;

/// <summary>How the list of steps changes.</summary>
internal static class StepFold
{
    public static RolloutState Enter(RolloutState state, int index, DateTimeOffset at) => state with
    {
        Index = index,
        StepStartedAt = at,
        Effect = null,
        VerdictTaken = false,
        BudgetAt = null,
        Held = null,
        Checklist = null,
        Steps = index < state.Steps.Count
            ? Replace(state.Steps, index, state.Steps[index] with { Status = StepStatus.Running, StartedAt = at, EndedAt = null, Detail = null })
            : state.Steps,
    };

    public static RolloutState Close(RolloutState state, int index, StepStatus status, string? detail, DateTimeOffset at) => state with
    {
        Steps = Replace(state.Steps, index, state.Steps[index] with { Status = status, EndedAt = at, Detail = detail }),
    };

    /// <summary>What was under way is broken off, what was to come is skipped, and the way back is put behind.</summary>
    public static RolloutState BeginRollback(RolloutState state, RollbackStarted rollback, DateTimeOffset at)
    {
        var forward = state.Steps.Select((s, i) => i < state.Index || s.Status == StepStatus.Failed
            ? s
            : i == state.Index && s.Status == StepStatus.Running
                ? s with { Status = StepStatus.Failed, EndedAt = at, Detail = rollback.Cause.Sentence }
                : s with { Status = StepStatus.Skipped });
        var all = state with
        {
            Phase = RolloutPhase.RollingBack,
            Cause = rollback.Cause,
            Trouble = null,
            WaitingFor = null,
            PausedAt = null,
            PausedFor = null,
            Steps = [.. forward, .. rollback.Steps.Select(StepRecord.Pending)],
        };
        return Enter(all, state.Steps.Count, at);
    }

    private static StepRecord[] Replace(IReadOnlyList<StepRecord> steps, int index, StepRecord record)
    {
        var copy = steps.ToArray();
        copy[index] = record;
        return copy;
    }
}
