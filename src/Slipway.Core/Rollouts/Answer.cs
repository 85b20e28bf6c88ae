using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Rollouts;

/// <summary>What a rollout says to a command: an event to record, nothing to do, or why not.</summary>
/// <param name="Refusal">For people; null when it is accepted.</param>
/// <param name="IsDenied">True where it is refused because of who asks.</param>
public sealed record Answer(RolloutEvent? Event, string? Refusal, bool IsDenied = false)
{
    public static Answer Accept(RolloutEvent e) => new(e, null);

    /// <summary>It is so already.</summary>
    public static Answer Already { get; } = new(null, null);

    public static Answer Refuse(string why) => new(null, why);

    public static Answer Deny(string why) => new(null, why, IsDenied: true);
}
