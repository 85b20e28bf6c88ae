using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Brings a version to an environment: POST /api/v1/rollouts.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DeployRequest
{
    /// <summary>Default: the only app that the server has.</summary>
    public string? App { get; init; }

    /// <summary>Default: the only environment of the app.</summary>
    public string? Environment { get; init; }

    /// <summary>A version name, or <c>last-known-good</c>.</summary>
    public required string Version { get; init; }

    /// <summary>True: replaces a rollout that runs there. False: then the request is refused as blocked.</summary>
    public bool Supersede { get; init; }

    /// <summary>True: begins and goes on whatever the error budget of the environment says; needs a reason. Default false.</summary>
    public bool OverrideBudget { get; init; }

    /// <summary>For the record.</summary>
    public string? Reason { get; init; }
}
