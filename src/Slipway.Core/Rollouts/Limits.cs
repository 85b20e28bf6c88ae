namespace Slipway.Core.Rollouts;

/// <summary>The machine's bounds, each with its unit.</summary>
public static class Limits
{
    /// <summary>A router that does not show the split by then has failed the step.</summary>
    public static readonly TimeSpan ShiftWithin = TimeSpan.FromMinutes(2);

    /// <summary>Instances that have not gone by then (their own time to stop added) have failed the step.</summary>
    public static readonly TimeSpan RetireWithin = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan CheckWithin = TimeSpan.FromMinutes(1);

    /// <summary>Running the checks of a checklist is tried again for so long where it could not be done at all.</summary>
    public static readonly TimeSpan ChecklistWithin = TimeSpan.FromMinutes(10);

    /// <summary>Checks that fail are tried again for so long.</summary>
    public static readonly TimeSpan VerifyWithin = TimeSpan.FromSeconds(30);

    /// <summary>A step of a rollback that is not done by then needs a person.</summary>
    public static readonly TimeSpan RollbackStepWithin = TimeSpan.FromMinutes(15);

    /// <summary>An effect that was done, or may have been, but does not show is applied again after this time.</summary>
    public static readonly TimeSpan ApplyAgainAfter = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan FirstRetryAfter = TimeSpan.FromMilliseconds(500);

    public static readonly TimeSpan LastRetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>A candidate without any ready instance for so long is taken back.</summary>
    public static readonly TimeSpan NoneReadyFor = TimeSpan.FromSeconds(5);

    /// <summary>A candidate with fewer ready instances than wanted for so long is taken back: its health checks fail.</summary>
    public static readonly TimeSpan FewerReadyFor = TimeSpan.FromSeconds(30);

    /// <summary>A look at the error budget lets a shift begin for so long: a rollout that was paused, or that no engine drove, looks again.</summary>
    public static readonly TimeSpan BudgetLookLasts = TimeSpan.FromSeconds(30);

    /// <summary>However late it is, an effect is tried this often before its step has failed.</summary>
    public const int MinAttempts = 3;

    /// <summary>Doubles from <see cref="FirstRetryAfter"/> with each attempt, up to <see cref="LastRetryAfter"/>.</summary>
    public static TimeSpan RetryAfter(int attempts) =>
        attempts >= 5 ? LastRetryAfter : TimeSpan.FromTicks(Math.Min(LastRetryAfter.Ticks, FirstRetryAfter.Ticks << (attempts - 1)));
}
