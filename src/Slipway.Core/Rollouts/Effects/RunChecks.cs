using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts.Effects;

/// <summary>Puts checks to a side's instances.</summary>
public sealed record RunChecks(string Key, Slot Slot, IReadOnlyList<CheckSpec> Checks) : Effect(Key);
