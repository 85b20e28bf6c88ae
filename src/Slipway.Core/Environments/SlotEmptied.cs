using Slipway.Core.Values;

namespace Slipway.Core.Environments;

/// <summary>Nothing runs on a side any more.</summary>
public sealed record SlotEmptied(Slot Slot) : EnvironmentEvent;
