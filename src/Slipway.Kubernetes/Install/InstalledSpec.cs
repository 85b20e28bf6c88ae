using Slipway.Core.Specs.Model;

namespace Slipway.Kubernetes.Install;

/// <summary>A spec that the server in the cluster serves.</summary>
/// <param name="Files">The spec itself as <see cref="FileName"/>, and what it names beside it, by their paths from the spec's folder.</param>
public sealed record InstalledSpec(AppSpec Spec, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>Of the spec itself, whatever it was called before.</summary>
    public const string FileName = "slipway.yaml";
}
