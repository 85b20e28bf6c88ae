using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Makes a token void: POST /api/v1/tokens/{id}/revoke.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RevokeRequest
{
    /// <summary>For the record.</summary>
    public string? Reason { get; init; }
}
