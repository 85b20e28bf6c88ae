using System.Text.Json.Serialization;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Local.Gateway;

/// <summary>All that a gateway needs to serve an environment: an immutable, numbered snapshot.</summary>
public sealed record GatewayConfig
{
    /// <summary>Rises with every change, across restarts of the control plane too.</summary>
    public required long Generation { get; init; }

    /// <summary>Address and port to accept requests on.</summary>
    public required string Listen { get; init; }

    /// <summary>The side that a header match and a mirror do not point to.</summary>
    public required Slot Stable { get; init; }

    public required PerSlot<GatewaySide> Sides { get; init; }

    /// <summary>Rises whenever a side without weight gets some. A sticky cookie of an earlier draw is drawn anew.</summary>
    public required long Draw { get; init; }

    public StickySpec? Sticky { get; init; }

    public HeaderMatchSpec? Match { get; init; }

    /// <summary>Percent of stable's requests that are also sent to the candidate.</summary>
    public decimal Mirror { get; init; }

    /// <summary>Null: requests are split.</summary>
    public GatewayPage? Page { get; init; }

    [JsonIgnore]
    public TrafficSplit Split => new(Sides.Blue.Weight, Sides.Green.Weight);
}
