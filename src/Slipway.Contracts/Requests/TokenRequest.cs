using System.Text.Json.Serialization;

namespace Slipway.Contracts.Requests;

/// <summary>Hands out a token: POST /api/v1/tokens.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TokenRequest
{
    /// <summary>Whose it will be: what is done with it was done by this person.</summary>
    public required string Person { get; init; }

    /// <summary>What it is for, in a few words.</summary>
    public string? Purpose { get; init; }

    /// <summary>Roles that it gives beside those of the access file; usually none.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>What it is narrowed to; null: to nothing, it may do what the person may.</summary>
    public IReadOnlyList<ScopeRule>? Scope { get; init; }

    /// <summary>How long it is good; more than 0, at most 366 days.</summary>
    public required long LifeSeconds { get; init; }
}
