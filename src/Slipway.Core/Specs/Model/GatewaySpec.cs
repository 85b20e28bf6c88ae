using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>Slipway's own gateway.</summary>
public sealed record GatewaySpec : TrafficSpec
{
    public const string Kind = "gateway";

    [JsonIgnore]
    public override string Name => Kind;

    [JsonIgnore]
    public override RouterFeatures Features { get; } = new(Weighting.Fine, Header: true, Mirror: true);

    [JsonIgnore]
    public override bool IsMeasured => true;

    /// <summary>Address and port, <c>127.0.0.1:8080</c>; <c>0.0.0.0</c> and <c>[::]</c> mean all addresses.</summary>
    public required string Listen { get; init; }

    /// <summary>Null: each request is drawn by weight.</summary>
    public StickySpec? Sticky { get; init; }

    /// <summary>Requests with this header go to the candidate, whatever its weight, while it is ready.</summary>
    public HeaderMatchSpec? Match { get; init; }

    /// <summary>This share of stable's requests is also sent to the candidate, whose answers are thrown away. 0 to 100 percent.</summary>
    public decimal Mirror { get; init; }

    /// <summary>The file of the page that <c>slipway stop --maintenance-page</c> shows, relative to the spec's folder; null: the gateway's own.</summary>
    public string? MaintenancePage { get; init; }
}
