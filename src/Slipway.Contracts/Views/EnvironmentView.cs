namespace Slipway.Contracts.Views;

/// <summary>An environment of an app as it is now.</summary>
public sealed record EnvironmentView
{
    public required string App { get; init; }
    public required string Environment { get; init; }

    /// <summary>The key in the spec: <c>canary</c>, <c>blueGreen</c> or <c>rolling</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary>Null before the first promotion.</summary>
    public string? StableVersion { get; init; }

    /// <summary><c>blue</c> or <c>green</c>; null before the first promotion.</summary>
    public string? StableSlot { get; init; }

    /// <summary>Both sides.</summary>
    public required IReadOnlyList<SlotView> Slots { get; init; }

    public required WeightsView Weights { get; init; }

    /// <summary>Null when none is live.</summary>
    public RolloutView? LiveRollout { get; init; }

    /// <summary>What <c>last-known-good</c> names: the newest version that was promoted, not rolled back, and is not what runs; null when there is none.</summary>
    public string? LastKnownGood { get; init; }

    /// <summary>Versions that may not be deployed here.</summary>
    public IReadOnlyList<HoldView> Holds { get; init; } = [];

    /// <summary>The emergency rollout that somebody has to review before the next normal deployment; null when none is due.</summary>
    public string? ReviewDue { get; init; }

    /// <summary>What of the stable version runs otherwise than it was rolled out, an object with its fields each; looked at each minute.</summary>
    public IReadOnlyList<string> Drift { get; init; } = [];

    /// <summary>Null where requests are not routed by Slipway's gateway.</summary>
    public GatewayView? Gateway { get; init; }
}
