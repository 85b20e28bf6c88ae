namespace Slipway.Core.Upkeep.WhatIf;

/// <summary>What came of a replay.</summary>
/// <param name="Rollouts">That were looked at.</param>
/// <param name="Others">By environment, then by time.</param>
public sealed record WhatIfReport(int Rollouts, IReadOnlyList<OtherDecision> Others);
