using System.Text.Json.Serialization;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Model;

public sealed record BlueGreenSpec : StrategySpec
{
    public const string Kind = "blueGreen";

    [JsonIgnore]
    public override string Name => Kind;

    /// <summary>One switch, or a graded one: strictly rising, the last 100 %.</summary>
    public IReadOnlyList<Weight> Weights { get; init; } = [Weight.Full];

    /// <summary>How long the old side runs on after the promotion, for an instant way back.</summary>
    public TimeSpan KeepWarm { get; init; } = TimeSpan.FromMinutes(15);
}
