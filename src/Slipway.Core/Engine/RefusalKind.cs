namespace Slipway.Core.Engine;

/// <summary>What kind of no.</summary>
public enum RefusalKind
{
    /// <summary>The request or the spec is not valid.</summary>
    Invalid,

    /// <summary>Several apps fit and none was named.</summary>
    Ambiguous,

    /// <summary>No such app, environment, rollout or version.</summary>
    NotFound,

    /// <summary>Another rollout, or the state of this one, stands in the way.</summary>
    Blocked,

    /// <summary>Who asks may not.</summary>
    Denied,

    /// <summary>There is no version to go back to.</summary>
    NoPreviousVersion,
}
