namespace Slipway.Core.Gates;

/// <summary>A gate that holds a rollout up now: what is wanted, from whom, and when at the earliest.</summary>
/// <param name="Sentence">What it waits for, with the rule that asks for it.</param>
/// <param name="Who">Who can clear it: roles, or the permission that lifts or overrides it; null when only time can.</param>
/// <param name="Earliest">When it may clear by itself; null when somebody has to do something.</param>
public sealed record Blocker(GateKind Gate, string Sentence, string? Who, DateTimeOffset? Earliest);
