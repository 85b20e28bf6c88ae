using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Only a reason: POST /api/v1/freezes/{id}/lift.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReasonRequest
{
    /// <summary>Why, for the record.</summary>
    public string? Reason { get; init; }
}
