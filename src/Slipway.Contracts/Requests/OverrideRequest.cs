using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Passes a gate by permission: POST /api/v1/rollouts/{id}/override.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OverrideRequest
{
    /// <summary><c>start</c>, <c>window</c>, <c>freeze</c>, <c>budget</c> or <c>checklist</c>.</summary>
    public required string Gate { get; init; }

    /// <summary>Why. Not empty.</summary>
    public required string Reason { get; init; }

    /// <summary>For so long; 1 to 1440. Default 60.</summary>
    public int? Minutes { get; init; }
}
