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

    /// <summary>A version name, <c>last-known-good</c>, or <c>stable-below</c>: what is stable in the environment that it comes from.</summary>
    public required string Version { get; init; }

    /// <summary>True: replaces a rollout that runs there. False: then the request is refused as blocked.</summary>
    public bool Supersede { get; init; }

    /// <summary>True: begins and goes on whatever the error budget of the environment says; needs a reason. Default false.</summary>
    public bool OverrideBudget { get; init; }

    /// <summary>True: a person stands by, and windows that permit it are open. Default false.</summary>
    public bool Manual { get; init; }

    /// <summary>Not before this instant, at most 31 days ahead. Default: at once.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What the version was built from. Default: as it was said in an environment below.</summary>
    public string? Commit { get; init; }

    /// <summary>The branch that it was built from.</summary>
    public string? Branch { get; init; }

    /// <summary>An emergency: passes approvals and windows for so many minutes, 1 to 1440; needs a reason, and a review afterwards. Default: a normal deployment.</summary>
    public int? EmergencyMinutes { get; init; }

    /// <summary>For the record.</summary>
    public string? Reason { get; init; }
}
