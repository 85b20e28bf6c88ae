using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>A weighted TraefikService.</summary>
public sealed record TraefikSpec : KubernetesTrafficSpec
{
    public const string Kind = "traefik";

    [JsonIgnore]
    public override string Name => Kind;

    [JsonIgnore]
    public override RouterFeatures Features { get; } = new(Weighting.Fine, Mirror: true);

    [JsonIgnore]
    public override PrometheusSpec OwnMetrics { get; } = new()
    {
        Url = null!,
        Requests = """traefik_service_requests_total{service=~"{namespace}-{service}-.*"}""",
        Errors = """traefik_service_requests_total{service=~"{namespace}-{service}-.*",code=~"5.."}""",
        Latency = """traefik_service_request_duration_seconds_bucket{service=~"{namespace}-{service}-.*"}""",
    };

    /// <summary>The TraefikService that routes name.</summary>
    public required string TraefikService { get; init; }

    /// <summary>This share of stable's requests is also sent to the candidate. 0 to 100 percent.</summary>
    public decimal Mirror { get; init; }
}
