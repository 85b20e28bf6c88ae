using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>The action annotation of an Ingress that the AWS Load Balancer Controller serves.</summary>
public sealed record AlbSpec : KubernetesTrafficSpec
{
    public const string Kind = "alb";

    [JsonIgnore]
    public override string Name => Kind;

    [JsonIgnore]
    public override RouterFeatures Features { get; } = new(Weighting.WholePercent);

    /// <summary>The Ingress whose backend is the action <c>SERVICE</c> with the port name <c>use-annotation</c>.</summary>
    public required string Ingress { get; init; }
}
