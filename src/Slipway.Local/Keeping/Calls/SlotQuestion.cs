using Slipway.Core.Values;

namespace Slipway.Local.Keeping.Calls;

internal sealed record SlotQuestion(EnvironmentKey Environment, Slot Slot);
