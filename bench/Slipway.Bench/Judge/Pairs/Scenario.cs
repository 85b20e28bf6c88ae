using Slipway.Bench.Judge.Sampling;

namespace Slipway.Bench.Judge.Pairs;

/// <summary>What the two versions of a pair are like, and the traffic they get.</summary>
/// <param name="Group">What it is about, for people and for <c>--only</c>.</param>
/// <param name="Name">What is particular to it; group and name together are its own.</param>
public sealed record Scenario(ScenarioGroup Group, string Name)
{
    /// <summary>Requests of the candidate; with <see cref="Shares"/>, of both sides.</summary>
    public double PerMinute { get; init; } = 1000;

    /// <summary>Stable gets so many times the candidate's requests.</summary>
    public double StableTimes { get; init; } = 1;

    /// <summary>The candidate's share of all requests, each for an equal part of the run, in place of <see cref="StableTimes"/>; empty: not used.</summary>
    public IReadOnlyList<double> Shares { get; init; } = [];

    /// <summary>Of stable; 0 to 1.</summary>
    public double ErrorRate { get; init; } = 0.01;

    /// <summary>The candidate's error rate is so many times stable's.</summary>
    public double ErrorRatio { get; init; } = 1;

    /// <summary>The candidate's latencies are so many times stable's.</summary>
    public double LatencyRatio { get; init; } = 1;

    public LatencyShape Shape { get; init; }

    /// <summary>Until then the candidate is like stable.</summary>
    public int WorseFromMinute { get; init; }

    /// <summary>The standard deviation of the logarithms of error rate and latency from minute to minute, in each side by itself.</summary>
    public double MinuteNoise { get; init; }

    /// <summary>Pods of the candidate, of which Slipway's judge is told. Stable has so many for each share like the candidate's.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>The standard deviation of the logarithms of error rate and latency from pod to pod.</summary>
    public double PodSpread { get; init; }

    /// <summary>Whether traffic, errors and latency move with the time of day, and bursts of errors hit both sides.</summary>
    public bool HasSharedDrift { get; init; }

    /// <summary>Whether the candidate is not worse: what is stopped here is stopped by mistake.</summary>
    public bool IsHarmless => ErrorRatio <= 1 && LatencyRatio <= 1;

    public string FullName => $"{Group.Title()}: {Name}";
}
