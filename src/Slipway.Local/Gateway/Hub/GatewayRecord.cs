using Slipway.Core.Analysis;
using Slipway.Core.Values;

namespace Slipway.Local.Gateway.Hub;

/// <summary>The last that was heard of a gateway process.</summary>
internal sealed record GatewayRecord(GatewayReport Report, PerSlot<Counters> Counters, DateTimeOffset At);
