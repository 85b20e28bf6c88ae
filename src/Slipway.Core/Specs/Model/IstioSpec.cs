using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>An Istio VirtualService whose routes lead to the Service.</summary>
public sealed record IstioSpec : KubernetesTrafficSpec
{
    public const string Kind = "istio";

    [JsonIgnore]
    public override string Name => Kind;

    [JsonIgnore]
    public override RouterFeatures Features { get; } = new(Weighting.WholePercent, Header: true, Mirror: true);

    [JsonIgnore]
    public override PrometheusSpec OwnMetrics { get; } = new()
    {
        Url = null!,
        Requests = """istio_requests_total{reporter="destination",destination_service_namespace="{namespace}",destination_service_name="{service}"}""",
        Errors = """istio_requests_total{reporter="destination",destination_service_namespace="{namespace}",destination_service_name="{service}",response_code=~"5..|0"}""",
        Latency = """istio_request_duration_milliseconds_bucket{reporter="destination",destination_service_namespace="{namespace}",destination_service_name="{service}"}""",
    };

    public required string VirtualService { get; init; }

    /// <summary>The HTTP routes that are split, by their names; empty: each that leads to the Service.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>The DestinationRule whose subsets are the sides; null: the sides are Services of their own.</summary>
    public string? DestinationRule { get; init; }

    /// <summary>Requests with this header go to the candidate, whatever its weight.</summary>
    public HeaderMatchSpec? Match { get; init; }

    /// <summary>This share of stable's requests is also sent to the candidate. 0 to 100 percent.</summary>
    public decimal Mirror { get; init; }
}
