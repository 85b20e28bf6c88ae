namespace Slipway.Contracts.Problems;

/// <summary>Why a request was refused or failed: RFC 9457, with Slipway's own members.</summary>
public sealed record Problem
{
    public const string MediaType = "application/problem+json";

    /// <summary>A URI for the kind of problem: <c>urn:slipway:problem:</c> and <see cref="Code"/>.</summary>
    public string? Type { get; init; }

    /// <summary>The kind of problem in a few words.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>What was wrong, where, and what to do.</summary>
    public string? Detail { get; init; }

    /// <summary>The path of the request.</summary>
    public string? Instance { get; init; }

    /// <summary>One of <see cref="ProblemCodes"/>.</summary>
    public string? Code { get; init; }

    /// <summary>The rollout that stands in the way or that the problem is about.</summary>
    public string? Rollout { get; init; }

    /// <summary>Every error in what was sent, where there is more to say than <see cref="Detail"/>.</summary>
    public IReadOnlyList<ProblemError>? Errors { get; init; }
}
