using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Approve, reject or withdraw: POST /api/v1/rollouts/{id}/approve, /reject, /withdraw.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ApprovalRequest
{
    /// <summary>With approve: the digest of the plan that was read, whole or its first twelve digits. Default: the one that the rollout has.</summary>
    public string? Plan { get; init; }

    /// <summary>With approve: the step that it is for, from 0. Default: the next one that asks.</summary>
    public int? Step { get; init; }

    /// <summary>For the record; with reject it has to be there.</summary>
    public string? Reason { get; init; }
}
