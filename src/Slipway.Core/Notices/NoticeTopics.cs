namespace Slipway.Core.Notices;

/// <summary>The events that somebody may want to hear of. An event of one of these types is stored together with its notice.</summary>
public static class NoticeTopics
{
    public static IReadOnlyList<string> All { get; } =
    [
        "rollout.planned", "step.held", "approval.rejected", "gate.overridden", "rollout.waiting", "rollout.paused", "rollout.resumed",
        "rollout.promoted", "rollout.rolling-back", "rollout.ended",
    ];
}
