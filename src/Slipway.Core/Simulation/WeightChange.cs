using Slipway.Core.Values;

namespace Slipway.Core.Simulation;

/// <param name="Weight">In percent.</param>
public sealed record WeightChange(DateTimeOffset At, string Version, Weight Weight);
