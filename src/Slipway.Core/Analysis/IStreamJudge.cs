namespace Slipway.Core.Analysis;

/// <summary>
/// A judge of one rollout that is fed each change once and keeps what it needs of it, so that a look costs the same however
/// long the rollout lasts. The same changes and looks give the same findings to the last digit. Not thread-safe.
/// </summary>
internal interface IStreamJudge
{
    /// <summary>Takes in what came between two samples, oldest first; only what came after the exposure's beginning.</summary>
    void Add(TrafficChange change);

    /// <summary>What it says at an instant; at least one finding.</summary>
    IReadOnlyList<Finding> Look(DateTimeOffset now);
}
