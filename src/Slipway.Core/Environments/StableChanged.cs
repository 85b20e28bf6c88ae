using Slipway.Core.Values;

namespace Slipway.Core.Environments;

/// <summary>A side became stable: by a promotion, or because one was taken back.</summary>
/// <param name="TakenBack">True when the release that was stable until now was found bad.</param>
public sealed record StableChanged(Slot Slot, string Rollout, bool TakenBack) : EnvironmentEvent;
