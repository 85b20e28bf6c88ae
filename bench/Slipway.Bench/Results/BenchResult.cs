using System.Text.Json.Serialization;
using Slipway.Bench.Judge.Report;
using Slipway.Bench.Soak;

namespace Slipway.Bench.Results;

/// <summary>What a benchmark found: <c>bench/results/{name}.json</c>.</summary>
public sealed record BenchResult
{
    public required string Name { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Machine Machine { get; init; }

    /// <summary>Null in results of before it was noted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Conditions? Conditions { get; init; }

    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>How it was measured, and what limits the numbers; sentences for people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>One a minute, where a benchmark watches something over time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SoakReading>? Readings { get; init; }

    /// <summary>What judges did, where they are compared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ScenarioOutcome>? Scenarios { get; init; }

    /// <summary>Each request that was lost, where they are counted one by one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Loss>? Losses { get; init; }
}
