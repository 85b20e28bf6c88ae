using Slipway.Core.Ports;

namespace Slipway.Local.Keeping.Calls;

internal sealed record WorkloadOrder(Workload Workload, EffectOrder Order);
