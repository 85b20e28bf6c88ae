namespace Slipway.Kubernetes.Client;

/// <summary>A call failed: the server refused it, could not be reached or trusted, or did not answer in time.</summary>
/// <param name="status">The HTTP status; 0 when there was no answer.</param>
/// <param name="reason">In one word: that of the server (<c>NotFound</c>, <c>Conflict</c>, <c>Expired</c>), or one of <see cref="KubeReasons"/>.</param>
/// <param name="message">What was called, what was wrong in the server's words, and what to do; no secret.</param>
/// <param name="retryAfter">When the server wants to be asked again.</param>
/// <param name="outcomeUnknown">True when a write may have happened all the same.</param>
public class KubeException(
    int status, string reason, string message, TimeSpan? retryAfter = null, bool outcomeUnknown = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The HTTP status; 0 when there was no answer.</summary>
    public int Status { get; } = status;

    /// <summary>In one word: that of the server (<c>NotFound</c>, <c>Conflict</c>, <c>Expired</c>), or one of <see cref="KubeReasons"/>.</summary>
    public string Reason { get; } = reason;

    /// <summary>When the server wants to be asked again; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>True when a write may have happened all the same: read back before anything else. Always false for reads.</summary>
    public bool OutcomeUnknown { get; } = outcomeUnknown;
}
