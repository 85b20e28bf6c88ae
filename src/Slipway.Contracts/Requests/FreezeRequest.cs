using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Stops all changes over a scope: POST /api/v1/freezes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FreezeRequest
{
    /// <summary>A pattern over <c>app/environment</c>: <c>**</c>, <c>shop/*</c>, <c>*/production</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>Why. Not empty.</summary>
    public required string Reason { get; init; }

    /// <summary>Default: now.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Default: until it is lifted.</summary>
    public DateTimeOffset? Until { get; init; }
}
