using Slipway.Bench.Running;

namespace Slipway.Bench.Chaos;

/// <summary>How a run of chaos is.</summary>
public sealed record ChaosOptions
{
    public const int MaxRollouts = 10_000;
    public const int MaxServers = 9;
    public const int MaxMinutes = 600;

    /// <summary>Rollouts that people begin, the first of each environment not counted. Default 200.</summary>
    public int Rollouts { get; init; } = 200;

    /// <summary>Replicas of <c>serve</c>. Default 3; one with SQLite.</summary>
    public int Servers { get; init; } = 3;

    /// <summary>A run that is not through by then has failed. Default 30.</summary>
    public int Minutes { get; init; } = 30;

    /// <summary>Decides what is brought out, what people do and which faults come in which order. Default: of the clock.</summary>
    public required int Seed { get; init; }

    public BenchStore Store { get; init; } = BenchStore.Postgres;

    /// <summary>Environments over which the rollouts are spread: as many as ten, twenty rollouts each.</summary>
    public int Places => Math.Clamp(Rollouts / 4, 3, 10);

    /// <summary>Requests of users to all environments together.</summary>
    public double RequestsPerSecond => 8 * Places;
}
