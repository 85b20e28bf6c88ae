namespace Slipway.Contracts.Problems;

/// <summary>The values of <see cref="Problem.Code"/>: stable names that programs may compare.</summary>
public static class ProblemCodes
{
    /// <summary>400: the request or the spec is invalid.</summary>
    public const string Invalid = "invalid";

    /// <summary>400: several apps or environments fit and none was named.</summary>
    public const string Ambiguous = "ambiguous";

    /// <summary>401: the request does not prove who asks, or the proof is not good (any more).</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>403: the caller may not do that.</summary>
    public const string Denied = "denied";

    /// <summary>404: no such rollout, app, environment or version.</summary>
    public const string NotFound = "not-found";

    /// <summary>409: another rollout or a gate stands in the way.</summary>
    public const string Blocked = "blocked";

    /// <summary>409: the rollout is in a phase in which this command means nothing.</summary>
    public const string NotPossible = "not-possible";

    /// <summary>409: there is no earlier version to go back to.</summary>
    public const string NoPreviousVersion = "no-previous-version";

    /// <summary>413: the body is larger than any that means something.</summary>
    public const string TooLarge = "too-large";

    /// <summary>429: too many requests; the header <c>Retry-After</c> says when to come again.</summary>
    public const string TooMany = "too-many";

    /// <summary>503: the server cannot do it now (store, disk, target); nothing was changed, try again.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>500: a bug in the server.</summary>
    public const string Internal = "internal";
}
