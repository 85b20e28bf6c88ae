using System.Diagnostics.Metrics;

namespace Slipway.Server.Metrics;

/// <summary>What is measured of the event store.</summary>
internal sealed class StoreInstruments
{
    public const string Stored = "stored";

    /// <summary>Somebody else wrote the same stream first; whoever asked decides anew.</summary>
    public const string Conflict = "conflict";

    /// <summary>The lease has passed to another server.</summary>
    public const string Stale = "stale";

    /// <summary>The store did not take it.</summary>
    public const string Failed = "failed";

    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    private readonly Histogram<double> _appends;

    public StoreInstruments(Meter meter) => _appends = meter.CreateHistogram(
        "slipway.store.append.duration", "s", "How long it took to write events durably, by outcome (stored; conflict, where another writer was first; stale, where another server drives the rollout now; failed)",
        tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    /// <summary>Whether somebody listens.</summary>
    public bool IsHeard => _appends.Enabled;

    public void Appended(string outcome, TimeSpan took) => _appends.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
}
