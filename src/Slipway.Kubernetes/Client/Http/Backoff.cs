namespace Slipway.Kubernetes.Client.Http;

/// <summary>How long to wait before the next attempt: twice as long each time, up to a limit, and never the same for all who wait.</summary>
internal static class Backoff
{
    private const double FirstSeconds = 0.2;
    private const double MaxSeconds = 20;

    /// <summary>Between half of the attempt's time and all of it.</summary>
    /// <param name="attempt">How many failed, from 1.</param>
    /// <param name="chance">From 0 up to 1.</param>
    public static TimeSpan Delay(int attempt, double chance)
    {
        var seconds = Math.Min(MaxSeconds, FirstSeconds * Math.Pow(2, Math.Min(attempt, 30) - 1));
        return TimeSpan.FromSeconds(seconds * (1 + chance) / 2);
    }

    /// <summary>What the server asked for, and up to a tenth more, so that not all come back at once.</summary>
    public static TimeSpan Delay(TimeSpan asked, double chance) => asked * (1 + (chance / 10));
}
