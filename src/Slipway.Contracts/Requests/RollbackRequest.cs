using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Takes a running rollout back, or brings back an earlier version: POST /api/v1/rollbacks.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RollbackRequest
{
    /// <summary>Default: the only app that the server has.</summary>
    public string? App { get; init; }

    /// <summary>Default: the only environment of the app.</summary>
    public string? Environment { get; init; }

    /// <summary>A version name, or <c>last-known-good</c>. Default: what ran before.</summary>
    public string? Version { get; init; }

    /// <summary>Why, for the record. Not empty.</summary>
    public required string Reason { get; init; }
}
