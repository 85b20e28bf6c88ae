using System.Text.Json.Serialization;
using Slipway.Core.Gates;
using Slipway.Core.Planning;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Environments;

/// <summary>What runs on an environment's two sides, who is changing it, and what was promoted before. A fold of its events.</summary>
public sealed record EnvironmentState
{
    /// <summary>Promotions that are remembered.</summary>
    public const int MaxHistory = 50;

    public static EnvironmentState New { get; } = new();

    /// <summary>Events folded so far.</summary>
    public int Version { get; init; }

    /// <summary>Rollouts opened so far; the number in their ids.</summary>
    public int Rollouts { get; init; }

    /// <summary>The rollout that was opened last; null before the first. Only it knows how the environment was left.</summary>
    public string? Newest { get; init; }

    public PerSlot<Release?> Releases { get; init; } = new(null, null);

    /// <summary>The side that carries what was promoted last; null before the first promotion.</summary>
    public Slot? Stable { get; init; }

    /// <summary>The last split that the router was seen with.</summary>
    public TrafficSplit Split { get; init; }

    /// <summary>The rollout that may change this environment; null when none is under way.</summary>
    public string? Live { get; init; }

    /// <summary>The promoted rollout that still keeps the old side warm.</summary>
    public string? KeepingWarm { get; init; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Promotion> History { get; init; } = [];

    /// <summary>Releases that may not be deployed here.</summary>
    public IReadOnlyList<ReleaseHold> Holds { get; init; } = [];

    /// <summary>The emergency rollout that somebody has to review before the next normal deployment; null when none is due.</summary>
    public string? ReviewDue { get; init; }

    /// <summary>The newest promotion below that was followed by itself, or was not to be; null before the first.</summary>
    public PromotionBelow? Followed { get; init; }

    /// <summary>Why a release that was promoted below does not come by itself; null when nothing is in its way.</summary>
    public NotPromoted? NotPromoted { get; init; }

    /// <summary>What of the stable version runs otherwise than it was rolled out.</summary>
    public IReadOnlyList<Drift> Drift { get; init; } = [];

    [JsonIgnore]
    public Release? StableRelease => Stable is { } slot ? Releases[slot] : null;

    /// <summary>Null when the release may be deployed here.</summary>
    public ReleaseHold? HoldOf(Release release) => Holds.FirstOrDefault(h => h.Covers(release.Version, release.ArtifactDigest));

    /// <summary>The side that the next release gets.</summary>
    [JsonIgnore]
    public Slot Standby => Stable?.Other() ?? Slot.Blue;

    /// <summary>The newest release that was promoted, not rolled back, and is not what runs as stable; null when there is none.</summary>
    [JsonIgnore]
    public Release? LastKnownGood =>
        History.FirstOrDefault(p => p.RolledBackAt is null && p.Release.Digest != StableRelease?.Digest)?.Release;
}
