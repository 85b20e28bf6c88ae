namespace Slipway.Core.Rollouts.Effects;

/// <summary>Asks whether the spec and the files are still those that the plan was made from.</summary>
public sealed record ConfirmPlan(string Key) : Effect(Key);
