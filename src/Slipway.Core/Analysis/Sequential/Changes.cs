namespace Slipway.Core.Analysis.Sequential;

/// <summary>What is expected of a candidate that is good as yet: that it goes bad at some time.</summary>
internal static class Changes
{
    /// <summary>The part of the weight that waits for it at the beginning: it makes a version that is bad from the start 6 % dearer to find.</summary>
    public const double StillGood = 0.25;

    private static readonly TimeSpan Mean = TimeSpan.FromHours(4);

    /// <summary>The chance that it happened in a stretch of time, whatever the number of scrapes in it.</summary>
    public static double In(TimeSpan time) => 1 - Math.Exp(-time / Mean);
}
