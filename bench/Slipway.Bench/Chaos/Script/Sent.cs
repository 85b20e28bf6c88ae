namespace Slipway.Bench.Chaos.Script;

/// <summary>A command of a person that interferes with a rollout.</summary>
/// <param name="Rollout">The rollout that was under way then.</param>
/// <param name="Accepted">True: the server said so. False: refused. Null: nobody knows.</param>
public sealed record Sent(string Rollout, Intervention What, DateTimeOffset At, bool? Accepted);
