namespace Slipway.Core.Gates;

/// <summary>Before this instant a rollout changes nothing.</summary>
/// <param name="For">What it waits for, after "waits for".</param>
public sealed record StartTime(DateTimeOffset At, string For);
