using Slipway.Core.Values;

namespace Slipway.Core.Gates;

/// <summary>A release that may not be deployed to an environment until somebody lifts it: one that was rolled back there, or that a person holds.</summary>
/// <param name="Version">What people call it.</param>
/// <param name="Artifact">Over its files: the same version with repaired files is another release. Null: whatever its files are.</param>
/// <param name="Reason">Why; not empty.</param>
/// <param name="Rollout">The rollout that was taken back; null where a person holds it.</param>
public sealed record ReleaseHold(ReleaseVersion Version, Digest? Artifact, string Reason, string? Rollout)
{
    public bool Covers(ReleaseVersion version, Digest artifact) => Version == version && (Artifact is null || Artifact == artifact);
}
