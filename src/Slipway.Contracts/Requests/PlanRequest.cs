using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Asks what a deploy would do, without doing it: POST /api/v1/plans.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PlanRequest
{
    /// <summary>Default: the only app that the server has.</summary>
    public string? App { get; init; }

    /// <summary>Default: the only environment of the app.</summary>
    public string? Environment { get; init; }

    /// <summary>A version name, or <c>last-known-good</c>.</summary>
    public required string Version { get; init; }
}
