using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Local.Keeping.Calls;

internal sealed record ChecksQuestion(EnvironmentKey Environment, Slot Slot, IReadOnlyList<CheckSpec> Checks);
