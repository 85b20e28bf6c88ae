using Slipway.Core.Specs.Model;

namespace Slipway.Core.Rollouts.Effects;

/// <summary>Runs the checks of a checklist and records their answers. What they found is read from those.</summary>
public sealed record RunChecklist(string Key, ChecklistMoment Moment) : Effect(Key);
