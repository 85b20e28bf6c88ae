using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>Where versions are: folders of files, or container images.</summary>
public interface IArtifacts
{
    /// <summary>The digest over all files at a path, or that of an image; null when nothing is there.</summary>
    /// <param name="artifact">An absolute path, or an image with its registry and tag. One that ends in <c>@sha256:…</c> is known by that and not looked up.</param>
    /// <exception cref="PortUnavailableException">The registry does not tell.</exception>
    Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation);
}
