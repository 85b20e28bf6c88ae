using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Asks what other rules would have decided in past rollouts; nothing is changed: POST /api/v1/what-if.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WhatIfRequest
{
    /// <summary>The text of a spec with the rules as they would be, at most 1 MiB.</summary>
    public required string Spec { get; init; }

    /// <summary>Default: every environment of the spec.</summary>
    public string? Environment { get; init; }

    /// <summary>Rollouts that began before are left out. Default: all.</summary>
    public DateTimeOffset? Since { get; init; }
}
