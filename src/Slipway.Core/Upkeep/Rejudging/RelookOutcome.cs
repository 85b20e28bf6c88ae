namespace Slipway.Core.Upkeep.Rejudging;

/// <summary>What a second look came to.</summary>
public enum RelookOutcome
{
    /// <summary>The same findings to the last digit.</summary>
    Agrees,

    /// <summary>The measurements are there, and say something else: one of the two was altered, or judged by another version.</summary>
    Differs,

    /// <summary>Measurements that the look rested on are no longer there.</summary>
    EvidenceGone,
}
