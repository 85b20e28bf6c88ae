using Slipway.Core.Planning;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Gates;

/// <summary>Whether a release was built from where the environment wants it. Pure.</summary>
public static class OriginGate
{
    /// <summary>Why not; null when it may.</summary>
    public static string? Refuse(OriginSpec? origin, ReleaseVersion version, Source? source)
    {
        if (origin is null)
            return null;
        var wanted = string.Join(", ", origin.Branches);
        if (source?.Branch is not { } branch || source.Commit is null)
            return $"{version} does not say what it was built from, and only {wanted} may come here: give --branch and --commit";
        return origin.Branches.Any(pattern => Glob.Matches(pattern, branch))
            ? null
            : $"{version} was built from branch {branch}, and only {wanted} may come here";
    }
}
