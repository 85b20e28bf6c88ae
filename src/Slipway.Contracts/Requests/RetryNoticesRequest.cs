using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Has notices tried anew: POST /api/v1/notices/retry.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RetryNoticesRequest
{
    /// <summary>Numbers of deliveries; null: all dead letters.</summary>
    public IReadOnlyList<long>? Ids { get; init; }
}
