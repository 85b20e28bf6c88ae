namespace Slipway.Contracts.Views;

/// <summary>A step of a plan.</summary>
/// <param name="Index">Place in the plan, from 0.</param>
/// <param name="Kind">As in <see cref="StepView.Kind"/>.</param>
/// <param name="Title">What it does, for people.</param>
public sealed record PlanStepView(int Index, string Kind, string Title);
