using System.Text.Json.Serialization;
using Slipway.Core.Analysis;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Planning;

/// <summary>The ordered steps that bring a release to an environment, with all that they need: nothing else is looked up later.</summary>
public sealed record Plan
{
    public required EnvironmentKey Environment { get; init; }

    public required PlanKind Kind { get; init; }

    public required Release Release { get; init; }

    /// <summary>The side that <see cref="Release"/> gets.</summary>
    public required Slot Slot { get; init; }

    /// <summary>What is stable now, on the other side; null when nothing is.</summary>
    public Release? From { get; init; }

    /// <summary>The split in force when it was planned.</summary>
    public TrafficSplit Split { get; init; }

    public TrafficSpec? Traffic { get; init; }

    public required StrategySpec Strategy { get; init; }

    public required AnalysisPolicy Analysis { get; init; }

    /// <summary>The objective whose error budget holds the rollout while it burns; null: none does.</summary>
    public SloSpec? Slo { get; init; }

    /// <summary>When its steps may change the environment; null: at any time.</summary>
    public IReadOnlyList<WindowSpec>? Windows { get; init; }

    /// <summary>Why its steps are smaller and its observations longer than the spec says; null when they are not.</summary>
    public string? Caution { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }

    [JsonIgnore]
    public TimeSpan Drain => Traffic?.Drain ?? TimeSpan.Zero;

    /// <summary>The side that keeps or takes back the traffic when the release is not good.</summary>
    [JsonIgnore]
    public Slot StableSlot => Slot.Other();

    /// <summary>Whether the release takes the place of what runs now, so that to begin with it is to thin out stable.</summary>
    [JsonIgnore]
    public bool IsInPlace => !Release.Target.HasTwoPlaces;

    /// <summary>How what is on a side runs. What an earlier rollout left there runs as the release does.</summary>
    public TargetSpec TargetOn(Slot slot) => slot == Slot ? Release.Target : (From ?? Release).Target;

    public Release ReleaseOn(Slot slot) =>
        slot == Slot ? Release : From ?? throw new InvalidOperationException($"Nothing runs on {slot.Label()}");

    /// <summary>Over everything above; what an approval approves.</summary>
    public Digest ComputeDigest() => Digest.Of(CanonicalJson.Write(this, CoreJson.Default.Plan));
}
