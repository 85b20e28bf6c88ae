using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>Instances are replaced in batches. Not both numbers may be 0.</summary>
public sealed record RollingSpec : StrategySpec
{
    public const string Kind = "rolling";

    [JsonIgnore]
    public override string Name => Kind;

    /// <summary>Instances above the wanted number, 0 to 100.</summary>
    public int MaxSurge { get; init; } = 1;

    /// <summary>Instances that may be missing from the wanted number, 0 to 100.</summary>
    public int MaxUnavailable { get; init; }
}
