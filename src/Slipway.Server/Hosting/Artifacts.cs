using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Server.Hosting;

/// <summary>Versions wherever they are: an absolute path is files of this machine, everything else a container image.</summary>
internal sealed class Artifacts(IArtifacts files, IArtifacts images) : IArtifacts
{
    public Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation) =>
        (Path.IsPathRooted(artifact) ? files : images).DigestAsync(artifact, cancellation);
}
