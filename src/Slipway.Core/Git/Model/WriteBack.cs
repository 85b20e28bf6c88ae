namespace Slipway.Core.Git.Model;

/// <summary>How a version that was taken back is taken back in the repository, too.</summary>
public enum WriteBack
{
    /// <summary>Not at all: people do that.</summary>
    Off,

    /// <summary>By a commit on the branch that is followed.</summary>
    Commit,

    /// <summary>By a commit on a branch of its own, for a pull request.</summary>
    Branch,
}
