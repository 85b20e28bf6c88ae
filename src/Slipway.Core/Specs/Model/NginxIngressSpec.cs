using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>The canary annotations of the NGINX Ingress controller, on a twin of the Ingress.</summary>
public sealed record NginxIngressSpec : KubernetesTrafficSpec
{
    public const string Kind = "nginxIngress";

    [JsonIgnore]
    public override string Name => Kind;

    [JsonIgnore]
    public override RouterFeatures Features { get; } = new(Weighting.WholePercent, Header: true, Cookie: true);

    [JsonIgnore]
    public override PrometheusSpec OwnMetrics { get; } = new()
    {
        Url = null!,
        Requests = """nginx_ingress_controller_requests{namespace="{namespace}",service="{service}"}""",
        Errors = """nginx_ingress_controller_requests{namespace="{namespace}",service="{service}",status=~"5.."}""",
        Latency = """nginx_ingress_controller_request_duration_seconds_bucket{namespace="{namespace}",service="{service}"}""",
    };

    /// <summary>The Ingress that leads to the Service.</summary>
    public required string Ingress { get; init; }

    /// <summary>Requests with this header go to the candidate, whatever its weight.</summary>
    public HeaderMatchSpec? Match { get; init; }

    /// <summary>Requests with this cookie, of value <c>always</c>, go to the candidate; of value <c>never</c>, they do not.</summary>
    public string? Cookie { get; init; }
}
