using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>A version that was built: POST /api/v1/hooks/NAME, signed.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record HookRequest
{
    /// <summary>A version name.</summary>
    public required string Version { get; init; }

    /// <summary>What it was built from.</summary>
    public string? Commit { get; init; }

    public string? Branch { get; init; }
}
