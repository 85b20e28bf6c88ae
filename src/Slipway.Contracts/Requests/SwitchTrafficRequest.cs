using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Moves traffic between the two sides of an environment: POST /api/v1/traffic.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SwitchTrafficRequest
{
    /// <summary>Default: the only app that the server has.</summary>
    public string? App { get; init; }

    /// <summary>Default: the only environment of the app.</summary>
    public string? Environment { get; init; }

    /// <summary><c>blue</c> or <c>green</c>: the side that gives traffic away.</summary>
    public required string From { get; init; }

    /// <summary>The other one: it gets <see cref="Percentage"/>, the first the rest.</summary>
    public required string To { get; init; }

    /// <summary>0 to 100, at most two decimals.</summary>
    public required decimal Percentage { get; init; }

    /// <summary>For the record.</summary>
    public string? Reason { get; init; }
}
