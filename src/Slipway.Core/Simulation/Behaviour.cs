namespace Slipway.Core.Simulation;

/// <summary>How a version answers.</summary>
public sealed record Behaviour
{
    /// <summary>A fraction, 0 to 1.</summary>
    public double ErrorRate { get; init; }

    /// <summary>The median.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Until so long after the start it behaves as the running version.</summary>
    public TimeSpan From { get; init; }

    /// <summary>From its start to its readiness.</summary>
    public TimeSpan ReadyAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>It ends by itself as soon as it is started.</summary>
    public bool Crashes { get; init; }
}
