namespace Slipway.Core.Ports;

/// <summary>A notice to be delivered at least once, in order within its rollout.</summary>
/// <param name="Key">One for each transition: a second message with the same key is not stored.</param>
public sealed record OutboxMessage(string Key, string RolloutId, string Topic, string Json);
