using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Planning;

/// <summary>An immutable bundle: a version's files and the configuration that it runs with.</summary>
/// <param name="Artifact">Absolute path of the files.</param>
/// <param name="ArtifactDigest">Over the files.</param>
/// <param name="Target">How it runs.</param>
/// <param name="Digest">Over all of it; the release's name.</param>
public sealed record Release(ReleaseVersion Version, string Artifact, Digest ArtifactDigest, TargetSpec Target, Digest Digest)
{
    /// <summary>What it was built from; null when nobody said.</summary>
    public Source? Source { get; init; }

    public static Release Create(ReleaseVersion version, string artifact, Digest artifactDigest, TargetSpec target) =>
        new(version, artifact, artifactDigest, target, CanonicalJson.DigestOf(version.ToString(), artifactDigest.ToString(), target));
}
