using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>An HTTPRoute of the Gateway API whose rules lead to the Service.</summary>
public sealed record GatewayApiSpec : KubernetesTrafficSpec
{
    public const string Kind = "gatewayApi";

    [JsonIgnore]
    public override string Name => Kind;

    [JsonIgnore]
    public override RouterFeatures Features { get; } = new(Weighting.Fine, Header: true, Mirror: true);

    public required string HttpRoute { get; init; }

    /// <summary>Requests with this header go to the candidate, whatever its weight.</summary>
    public HeaderMatchSpec? Match { get; init; }

    /// <summary>This share of stable's requests is also sent to the candidate: 0, or 100 percent, which is all that the API has.</summary>
    public decimal Mirror { get; init; }
}
