using Slipway.Core.Notices.Schema;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys under <c>prometheus:</c>.</summary>
internal static class PrometheusSchema
{
    private static readonly TextType Query = new("a question in PromQL about one side", fault: text =>
        text.Contains("{service}", StringComparison.Ordinal) || text.Contains("{namespace}", StringComparison.Ordinal)
            ? null
            : new ScalarFault("does not tell the sides apart", "put {service} or {namespace} into it"));

    public static ObjectType<PrometheusSpec> Type { get; } = new ObjectType<PrometheusSpec>(new PrometheusSpec { Url = null! })
        .Required("url", WebAddress.Any, p => p.Url, (p, v) => p with { Url = v },
            "The server's address, before /api/v1.", "http://prometheus.monitoring:9090")
        .Optional("requests", Query, p => p.Requests, (p, v) => p with { Requests = v },
            "Counters of a side's requests, as they are: no rate, no sum. {service} and {namespace} are the side's. Without it: what nginxIngress, istio and traefik count themselves.",
            "'http_requests_total{service=\"{service}\"}'")
        .Optional("errors", Query, p => p.Errors, (p, v) => p with { Errors = v },
            "Of these, the failed ones.", "'http_requests_total{service=\"{service}\",code=~\"5..\"}'")
        .Optional("latency", Query, p => p.Latency, (p, v) => p with { Latency = v },
            "Buckets of a histogram with the label le, in seconds; in milliseconds where the metric's name says so.", "'http_request_duration_seconds_bucket{service=\"{service}\"}'")
        .Optional("tokenFile", TextType.Any, p => p.TokenFile, (p, v) => p with { TokenFile = v },
            "A file with the bearer token, read at each question.", "/var/run/secrets/kubernetes.io/serviceaccount/token");
}
