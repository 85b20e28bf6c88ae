using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Pause, resume, promote, abort or retry of a rollout: POST /api/v1/rollouts/{id}/{command}.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CommandRequest
{
    /// <summary>For the record.</summary>
    public string? Reason { get; init; }

    /// <summary>With promote: past all remaining weights and waits at once, instead of past the present one. Default false.</summary>
    public bool? Full { get; init; }

    /// <summary>With promote, where the error budget holds the rollout: goes on all the same; needs a reason. Default false.</summary>
    public bool? OverrideBudget { get; init; }
}
