namespace Slipway.Bench.Load;

/// <summary>What became of one request.</summary>
/// <param name="At">When its answer was there, since the load began.</param>
/// <param name="Latency">From the instant at which it fell due, so a server that stalls cannot hide it.</param>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Version">The version that says it answered (<c>X-Version</c>); null when none did.</param>
/// <param name="Error">Why there was no answer; null when there was one.</param>
/// <param name="Before">The version that answered before it on the same connection, where connections are kept and used in turn; null otherwise.</param>
public readonly record struct Answer(TimeSpan At, TimeSpan Latency, int Status, string? Version, string? Error, string? Before = null)
{
    /// <summary>
    /// Lost on the way: no answer at all, or 502, 503 or 504, which only a proxy in front of the service says.
    /// This is what a rollout must never cause.
    /// </summary>
    public bool IsLost => Status is 0 or 502 or 503 or 504;

    /// <summary>The service's own error: a version that is worse says this, and a rollout must end it quickly.</summary>
    public bool IsBad => Status >= 500 && !IsLost;
}
