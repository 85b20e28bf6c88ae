namespace Slipway.Core.Trains;

/// <summary>Bounds of a release train's waits.</summary>
public static class TrainLimits
{
    private const int RetrySeconds = 30;
    private const int HeldMinutes = 60;

    /// <summary>What could not be done for an app is tried again after so long.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(RetrySeconds);

    /// <summary>An app that could not begin, or not be taken back, for so long is given up. A rollout that has begun waits at its gates for as long as they say.</summary>
    public static TimeSpan HeldFor { get; } = TimeSpan.FromMinutes(HeldMinutes);
}
