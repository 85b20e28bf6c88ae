using Slipway.Core.Planning;
using Slipway.Core.Values;

namespace Slipway.Core.Environments;

/// <summary>A release is being started on a side.</summary>
public sealed record SlotOccupied(Slot Slot, Release Release) : EnvironmentEvent;
