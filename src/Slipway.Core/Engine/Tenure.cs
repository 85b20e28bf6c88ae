namespace Slipway.Core.Engine;

/// <summary>
/// Whether this server may act for what it holds: only for a term after it last told the store that it lives. From then on
/// another may have taken its place. By the monotonic clock, which nobody sets.
/// </summary>
internal sealed class Tenure(TimeProvider time, TimeSpan term)
{
    private const long Never = long.MinValue;

    private long _renewedAt = Never;

    public bool Holds => Interlocked.Read(ref _renewedAt) is var at && at != Never && time.GetElapsedTime(at) < term;

    /// <summary>How long ago that was; null before the first time.</summary>
    public TimeSpan? Age => Interlocked.Read(ref _renewedAt) is var at && at != Never ? time.GetElapsedTime(at) : null;

    /// <param name="asked">The clock's timestamp before the store was told: it counts from some time after that.</param>
    public void Renew(long asked) => Interlocked.Exchange(ref _renewedAt, asked);
}
