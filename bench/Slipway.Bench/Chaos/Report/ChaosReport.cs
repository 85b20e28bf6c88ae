using System.Text.Json.Serialization;
using Slipway.Bench.Chaos.Checks;
using Slipway.Bench.Chaos.Faults;
using Slipway.Bench.Results;
using Slipway.Bench.Running;

namespace Slipway.Bench.Chaos.Report;

/// <summary>What a run of chaos came to: <c>bench/results/chaos.json</c>.</summary>
public sealed record ChaosReport
{
    public required DateTimeOffset At { get; init; }

    public required Machine Machine { get; init; }

    public required BenchStore Store { get; init; }

    public required int Servers { get; init; }

    public required int Places { get; init; }

    public required int Seed { get; init; }

    public required double Seconds { get; init; }

    /// <summary>How often each kind was injected.</summary>
    public required IReadOnlyDictionary<string, int> Faults { get; init; }

    /// <summary>Commands of people that interfered with a rollout, by kind and answer.</summary>
    public required IReadOnlyDictionary<string, int> Commands { get; init; }

    /// <summary>By how they ended, those explained by a person or a killed instance apart.</summary>
    public required IReadOnlyDictionary<string, int> Rollouts { get; init; }

    /// <summary>By what users got.</summary>
    public required IReadOnlyDictionary<string, int> Requests { get; init; }

    public required EffectCounts Effects { get; init; }

    /// <summary>What the checks held against each other: zero would be a check that looked at nothing.</summary>
    public required IReadOnlyDictionary<string, int> Checked { get; init; }

    /// <summary>Until the rollouts of a server that failed had another one.</summary>
    public required IReadOnlyDictionary<string, Spread> Takeovers { get; init; }

    /// <summary>Until users had answers again after their gateway was killed.</summary>
    public required Spread GatewayOutage { get; init; }

    /// <summary>Empty is what the run is for.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    [JsonIgnore]
    public bool Passed => Violations.Count == 0;
}
