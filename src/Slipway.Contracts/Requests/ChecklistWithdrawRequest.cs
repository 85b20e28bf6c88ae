using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Takes back all answers to an item of a checklist: POST /api/v1/checklist/{item}/withdraw.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChecklistWithdrawRequest
{
    public string? App { get; init; }
    public string? Environment { get; init; }

    /// <summary>Why, for the record.</summary>
    public string? Reason { get; init; }
}
