namespace Slipway.Core.Analysis.Sequential;

/// <summary>What one side answered within one observation; no sum since some start.</summary>
public readonly record struct SideCount
{
    /// <param name="requests">0 or more.</param>
    /// <param name="errors">How many of them failed; 0 to <paramref name="requests"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than none, or more errors than requests.</exception>
    public SideCount(long requests, long errors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(requests);
        ArgumentOutOfRangeException.ThrowIfNegative(errors);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(errors, requests);
        (Requests, Errors) = (requests, errors);
    }

    public long Requests { get; }

    public long Errors { get; }
}
