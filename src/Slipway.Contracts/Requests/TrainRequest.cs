using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Starts a release train: POST /api/v1/trains.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TrainRequest
{
    /// <summary>The text of the release's file, at most 1 MiB.</summary>
    public required string Document { get; init; }

    /// <summary>Why, for the record.</summary>
    public string? Reason { get; init; }
}
