using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>The Service's own selector: a switch, or, for a canary, a share by the number of instances.</summary>
public sealed record ServiceSpec : KubernetesTrafficSpec
{
    public const string Kind = "service";

    [JsonIgnore]
    public override string Name => Kind;

    [JsonIgnore]
    public override RouterFeatures Features { get; } = new(Weighting.Instances);
}
