namespace Slipway.Core.Analysis;

/// <summary>What one side has answered, counted from some start. All are 0 or more.</summary>
/// <param name="Requests">Requests sent to the side.</param>
/// <param name="Errors">Of these, answered with 500 or above, or not answered. Ended by the client: not an error.</param>
/// <param name="Latency">From the request's arrival to the answer's first byte.</param>
public sealed record Counters(long Requests, long Errors, LatencyHistogram Latency)
{
    public static Counters Zero { get; } = new(0, 0, LatencyHistogram.Empty);

    /// <summary>NaN without requests.</summary>
    public double ErrorRate => Requests == 0 ? double.NaN : (double)Errors / Requests;

    /// <summary>What came since <paramref name="earlier"/>. Counts that shrank were reset and count from 0.</summary>
    public Counters Since(Counters earlier) =>
        Requests < earlier.Requests
            ? this
            : new Counters(Requests - earlier.Requests, Math.Max(0, Errors - earlier.Errors), Latency.Since(earlier.Latency));

    public Counters Plus(Counters other) =>
        new(Requests + other.Requests, Errors + other.Errors, Latency.Plus(other.Latency));
}
