using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>The kinds of Argo CD.</summary>
public static class ArgoKinds
{
    public static ResourceKind Applications { get; } = new("argoproj.io", "v1alpha1", "applications", "Application");

    public static ResourceKind Projects { get; } = new("argoproj.io", "v1alpha1", "appprojects", "AppProject");
}
