namespace Slipway.Bench.Engine;

/// <summary>What one process of this benchmark does: a server's life of its own, so that memory and start are its own too.</summary>
public sealed record HostOrder
{
    public required HostTask Task { get; init; }

    /// <summary>A path of an SQLite file, or a <c>postgres://</c> URL.</summary>
    public required string Store { get; init; }

    /// <summary>A file with the state of the simulated world, from one process to the next.</summary>
    public required string World { get; init; }

    /// <summary>Rollouts that live at once; writers for <see cref="HostTask.Append"/>.</summary>
    public required int Count { get; init; }

    /// <summary>How long each weight is watched. Rollouts are opened evenly over this time, so that as many steps end at any time.</summary>
    public double ObserveSeconds { get; init; } = 60;

    /// <summary>From the last rollout's opening to the measurement.</summary>
    public double SettleSeconds { get; init; } = 15;

    public double MeasureSeconds { get; init; } = 30;
}
