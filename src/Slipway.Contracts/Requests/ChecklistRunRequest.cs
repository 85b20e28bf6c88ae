using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Runs checks of a checklist, and answers when they have ended: POST /api/v1/checklist/run.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChecklistRunRequest
{
    public string? App { get; init; }
    public string? Environment { get; init; }

    /// <summary>The version that it is about. Default: the one on its way there, else the stable one.</summary>
    public string? Release { get; init; }

    /// <summary>Ids of items; none: all that have a check.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Of all, those after the deployment rather than those before it.</summary>
    public bool After { get; init; }
}
