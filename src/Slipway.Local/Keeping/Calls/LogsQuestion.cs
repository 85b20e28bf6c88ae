using Slipway.Core.Values;

namespace Slipway.Local.Keeping.Calls;

internal sealed record LogsQuestion(EnvironmentKey Environment, Slot Slot, int Lines);
