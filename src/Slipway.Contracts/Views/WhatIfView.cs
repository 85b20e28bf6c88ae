namespace Slipway.Contracts.Views;

/// <summary>What other rules would have decided.</summary>
/// <param name="Rollouts">Past rollouts that were looked at.</param>
/// <param name="Others">What would have been different; empty when nothing would.</param>
public sealed record WhatIfView(int Rollouts, IReadOnlyList<OtherDecisionView> Others);
