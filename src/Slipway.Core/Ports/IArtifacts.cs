using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>Where the files of versions are.</summary>
public interface IArtifacts
{
    /// <summary>The digest over all files at a path; null when nothing is there.</summary>
    Task<Digest?> DigestAsync(string path, CancellationToken cancellation);
}
