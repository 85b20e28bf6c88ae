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

    /// <summary>The TraefikService that routes name.</summary>
    public required string TraefikService { get; init; }

    /// <summary>This share of stable's requests is also sent to the candidate. 0 to 100 percent.</summary>
    public decimal Mirror { get; init; }
}
