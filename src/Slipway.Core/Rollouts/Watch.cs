namespace Slipway.Core.Rollouts;

/// <summary>What the engine looks at while a rollout waits.</summary>
[Flags]
public enum Watch
{
    None = 0,
    Weights = 1,
    Candidate = 2,
    Stable = 4,
    Metrics = 8,

    /// <summary>Whether the rollout that it supersedes has ended.</summary>
    Predecessor = 16,

    /// <summary>How the error budget of the environment stands.</summary>
    Budget = 32,

    /// <summary>Whether somebody lifted or set a freeze.</summary>
    Freezes = 64,

    /// <summary>How the answers to the checklist stand.</summary>
    Checklist = 128,
}
