using Slipway.Core.Analysis;
using Slipway.Core.Values;

namespace Slipway.Local.Gateway.Hub;

/// <summary>The last that was heard of a gateway process.</summary>
/// <param name="Died">It was seen to have ended, whatever it said itself.</param>
internal sealed record GatewayRecord(GatewayReport Report, PerSlot<Counters> Counters, DateTimeOffset At, bool Died);
