using Slipway.Core.Values;

namespace Slipway.Core.Git;

/// <summary>A commit of Slipway's that takes a version back in the repository.</summary>
/// <param name="To">The version that it names in its place.</param>
/// <param name="Branch">Where it is: the branch that is followed, or one to be merged into it.</param>
public sealed record GitWritten(ReleaseVersion To, string Commit, string Branch);
