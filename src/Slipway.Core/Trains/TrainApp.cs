using Slipway.Core.Values;

namespace Slipway.Core.Trains;

/// <summary>An app of a release train, and how far it is.</summary>
/// <param name="Wave">From 0.</param>
/// <param name="Artifact">Over the files that were there when the train began: other files are another release.</param>
public sealed record TrainApp(string App, int Wave, ReleaseVersion Version, Digest Artifact)
{
    public TrainAppPhase Phase { get; init; }

    /// <summary>The rollout that brings it; null before there is one.</summary>
    public string? Rollout { get; init; }

    /// <summary>The rollout that takes it back: the same, or another; null before.</summary>
    public string? WayBack { get; init; }

    public DateTimeOffset? PromotedAt { get; init; }

    /// <summary>What there is to say of it; null when there is nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>Since when its next action has been held up; null while it is not.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>When that action is tried again; null while it is not held up.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>True while something of it is in the environment, or may come to be, and nobody takes it back yet.</summary>
    public bool IsBrought => Phase is TrainAppPhase.UnderWay or TrainAppPhase.Promoted;

    /// <summary>True once the next wave need not wait for it.</summary>
    public bool IsThere => Phase is TrainAppPhase.Promoted or TrainAppPhase.AlreadyThere;

    /// <summary>True once it is clear that it will not come.</summary>
    public bool IsLost => Phase is TrainAppPhase.Refused or TrainAppPhase.TakingBack or TrainAppPhase.TakenBack or TrainAppPhase.Failed;

    public bool IsDue(DateTimeOffset now) => RetryAt is not { } at || at <= now;
}
