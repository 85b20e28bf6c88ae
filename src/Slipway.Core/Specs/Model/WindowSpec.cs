using Slipway.Core.Gates.Windows;

namespace Slipway.Core.Specs.Model;

/// <summary>
/// A time that comes again: active from each start, that instant included, until the duration has passed, that instant excluded.
/// Starts are wall-clock times, durations are elapsed time.
/// </summary>
public sealed record WindowSpec
{
    public required WindowKind Kind { get; init; }

    public required CronSchedule Schedule { get; init; }

    /// <summary>More than 0, at most 31 days.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The IANA name of the zone whose clocks the schedule means.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Whether a rollout that a person asked for may pass: through this deny window, or outside of this allow window.</summary>
    public bool Manual { get; init; }
}
