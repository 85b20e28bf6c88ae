using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Trains;

/// <summary>All that is known of a release train: the fold of its events. Immutable.</summary>
public sealed record TrainState
{
    /// <summary>As <c>spring-1.2</c>: the name, and which time it is.</summary>
    public required string Id { get; init; }

    /// <summary>Events folded so far.</summary>
    public int Version { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    public required TrainPhase Phase { get; init; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public string? Reason { get; init; }

    public required OnFailure OnFailure { get; init; }

    public required TimeSpan Soak { get; init; }

    /// <summary>In the order of the waves, and in that of the file.</summary>
    public required IReadOnlyList<TrainApp> Apps { get; init; }

    /// <summary>The wave that was begun last, from 0; -1 before the first.</summary>
    public int Wave { get; init; } = -1;

    public DateTimeOffset? WaveBegunAt { get; init; }

    /// <summary>Why it does not go on, in a sentence; null while it does.</summary>
    public string? Cause { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>One sentence at the end.</summary>
    public string? Summary { get; init; }

    public int Waves => Apps[^1].Wave + 1;

    public bool IsLive => Phase is TrainPhase.Running or TrainPhase.Stopping or TrainPhase.RollingBack;

    /// <summary>The environments that it changes.</summary>
    public IEnumerable<EnvironmentKey> Places => Apps.Select(app => new EnvironmentKey(app.App, Environment));

    public IEnumerable<TrainApp> OfWave(int wave) => Apps.Where(a => a.Wave == wave);

    public TrainApp App(string name) => Apps.First(a => a.App == name);
}
