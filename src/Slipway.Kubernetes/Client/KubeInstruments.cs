using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Slipway.Kubernetes.Client.Http;

namespace Slipway.Kubernetes.Client;

/// <summary>What is counted of requests to API servers. No names of objects, namespaces or clusters.</summary>
public sealed class KubeInstruments
{
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _restarts;

    public KubeInstruments(Meter meter)
    {
        _requests = meter.CreateCounter<long>("slipway.kubernetes.requests", "{request}", "Requests to Kubernetes API servers, repetitions included, by verb, kind and status (none where no answer came)");
        _durations = meter.CreateHistogram(
            "slipway.kubernetes.request.duration", "s", "How long Kubernetes API servers took to begin their answers, by verb", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _restarts = meter.CreateCounter<long>("slipway.kubernetes.watch.restarts", "{restart}", "Watches of Kubernetes objects that broke and were begun anew, by kind");
    }

    /// <param name="status">Null where no answer came.</param>
    internal void Sent(ApiCall call, HttpStatusCode? status, TimeSpan took)
    {
        if (_requests.Enabled)
        {
            _requests.Add(
                1, new("verb", call.Verb), new("kind", call.Kind?.ToString() ?? "other"),
                new("status", status is { } code ? ((int)code).ToString(CultureInfo.InvariantCulture) : "none"));
        }

        _durations.Record(took.TotalSeconds, new KeyValuePair<string, object?>("verb", call.Verb));
    }

    internal void Restarted(ResourceKind kind)
    {
        if (_restarts.Enabled)
            _restarts.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()));
    }
}
