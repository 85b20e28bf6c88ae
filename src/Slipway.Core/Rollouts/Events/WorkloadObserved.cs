using Slipway.Core.Values;

namespace Slipway.Core.Rollouts.Events;

/// <summary>The instances of a side changed.</summary>
/// <param name="Instances">That run or are to run, draining ones included.</param>
/// <param name="Failure">Why it cannot become what is wanted; with the last lines of the log.</param>
/// <param name="Detail">What is wrong with an instance, when one is not ready.</param>
public sealed record WorkloadObserved(Slot Slot, int Wanted, int Ready, int Instances, string? Failure, string? Detail) : RolloutEvent;
