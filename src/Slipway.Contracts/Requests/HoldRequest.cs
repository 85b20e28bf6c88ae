using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Holds a version, or lifts that: POST /api/v1/holds, /api/v1/holds/lift.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record HoldRequest
{
    /// <summary>Default: the only app that the server has.</summary>
    public string? App { get; init; }

    /// <summary>Default: the only environment of the app.</summary>
    public string? Environment { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>Why. Not empty.</summary>
    public required string Reason { get; init; }
}
