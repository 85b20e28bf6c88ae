namespace Slipway.Core.Specs.Model;

/// <summary>Versions of several apps that are released together: a file for <c>slipway release start</c>.</summary>
public sealed record TrainSpec
{
    /// <summary>What people call it; a name as <c>EnvironmentKey.IsName</c> has it.</summary>
    public required string Name { get; init; }

    /// <summary>The environment of each of the apps.</summary>
    public required string Environment { get; init; }

    /// <summary>Those of a wave go at the same time, a wave when the one before is promoted. Each app is in one wave only.</summary>
    public required IReadOnlyList<IReadOnlyList<TrainAppSpec>> Waves { get; init; }

    public OnFailure OnFailure { get; init; }

    /// <summary>How long a wave has to be promoted before the next one begins.</summary>
    public TimeSpan Soak { get; init; }
}
