namespace Slipway.Core.Specs.Schema;

/// <summary>The limit of a rule: its value in the metric's unit, and what it was written as.</summary>
internal sealed record Limit(LimitUnit Unit, double Value);
