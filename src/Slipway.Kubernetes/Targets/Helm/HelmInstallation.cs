namespace Slipway.Kubernetes.Targets.Helm;

/// <summary>The Helm of this machine.</summary>
/// <param name="Program">A name that is looked for on the PATH, or a path.</param>
/// <param name="KubeConfig">A path, the same that Slipway's own client reads; null for what both find by themselves.</param>
internal sealed record HelmInstallation(string Program, string? KubeConfig);
