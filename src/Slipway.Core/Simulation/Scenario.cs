using Slipway.Core.Values;

namespace Slipway.Core.Simulation;

/// <summary>The world that a simulated rollout meets.</summary>
public sealed record Scenario
{
    public DateTimeOffset Start { get; init; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The version that is stable at the start.</summary>
    public required string Running { get; init; }

    /// <summary>Of users, before the split; 0 to 100,000.</summary>
    public double RequestsPerSecond { get; init; } = 100;

    /// <summary>All chance comes from it.</summary>
    public int Seed { get; init; } = 1;

    public IReadOnlyDictionary<string, Behaviour> Versions { get; init; } = new Dictionary<string, Behaviour>();

    /// <summary>In the order of their times.</summary>
    public IReadOnlyList<ScenarioEvent> Events { get; init; } = [];

    /// <summary>How a version behaves; one that is not described behaves well.</summary>
    public Behaviour BehaviourOf(ReleaseVersion version) => Versions.GetValueOrDefault(version.ToString(), new Behaviour());
}
