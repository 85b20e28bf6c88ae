using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Signs an item of a checklist off: POST /api/v1/checklist/{item}/sign.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SignRequest
{
    public string? App { get; init; }
    public string? Environment { get; init; }

    /// <summary>The version that it is about. Default: the one on its way there, else the stable one.</summary>
    public string? Release { get; init; }

    /// <summary>In which role. Default: the one that the item asks for.</summary>
    public string? Role { get; init; }

    /// <summary>What was seen, or where it can be seen. Not empty, at most 500 characters.</summary>
    public required string Evidence { get; init; }

    /// <summary>For so long it counts. Default, and most: as long as the item says.</summary>
    public int? Minutes { get; init; }
}
