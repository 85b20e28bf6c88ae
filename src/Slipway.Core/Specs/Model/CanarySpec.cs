using System.Text.Json.Serialization;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Model;

public sealed record CanarySpec : StrategySpec
{
    public const string Kind = "canary";

    [JsonIgnore]
    public override string Name => Kind;

    /// <summary>Strictly rising, the last 100 %.</summary>
    public IReadOnlyList<Weight> Weights { get; init; } =
        [Weight.FromPercent(5), Weight.FromPercent(25), Weight.FromPercent(50), Weight.Full];

    /// <summary>How long the old version runs on after the promotion.</summary>
    public TimeSpan KeepWarm { get; init; } = TimeSpan.Zero;

    /// <summary>Whether the new version's instances grow with its share of the requests; else all of them are there from the beginning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ScaleWithWeight { get; init; }
}
