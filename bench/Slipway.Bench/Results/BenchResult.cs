namespace Slipway.Bench.Results;

/// <summary>What a benchmark found: <c>bench/results/{name}.json</c>.</summary>
public sealed record BenchResult
{
    public required string Name { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Machine Machine { get; init; }

    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>How it was measured, and what limits the numbers; sentences for people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
