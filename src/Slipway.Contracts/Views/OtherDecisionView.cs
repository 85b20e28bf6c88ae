namespace Slipway.Contracts.Views;

/// <summary>What would have been decided differently in a past rollout.</summary>
/// <param name="Rule">The key in the spec: <c>origin</c>, <c>promotion</c>, <c>gates</c>, <c>windows</c> or <c>analysis</c>.</param>
/// <param name="Then">What happened.</param>
/// <param name="Instead">What the other rules would have done.</param>
public sealed record OtherDecisionView(string Rollout, DateTimeOffset At, string Rule, string Then, string Instead);
