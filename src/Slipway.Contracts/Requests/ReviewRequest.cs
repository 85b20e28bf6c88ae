using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Says that an emergency was looked at: POST /api/v1/reviews.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReviewRequest
{
    /// <summary>Default: the only app that the server has.</summary>
    public string? App { get; init; }

    /// <summary>Default: the only environment of the app.</summary>
    public string? Environment { get; init; }

    /// <summary>What was found. Not empty.</summary>
    public required string Reason { get; init; }
}
