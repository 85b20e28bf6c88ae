using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>A Deployment that Slipway makes: the app's own as it is then, with another version and a selector of its own. Pure.</summary>
internal static class TwinDeployment
{
    private const int MaxLabelLength = 63;

    /// <summary>Other tools know their objects by these; a copy must not pass for one of theirs, which they would prune or overwrite.</summary>
    private static readonly string[] ToolMarks =
    [
        "kubectl.kubernetes.io/", "deployment.kubernetes.io/", "argocd.argoproj.io/", "meta.helm.sh/", "helm.sh/",
        "kustomize.toolkit.fluxcd.io/", "helm.toolkit.fluxcd.io/", "app.kubernetes.io/instance", "app.kubernetes.io/managed-by",
    ];

    /// <summary>The twin without replicas: it has no effect until it is scaled.</summary>
    public static KubeObject Make(KubeObject own, string ns, string name, ReleaseTemplate release, Ordered order)
    {
        var twin = KubeObject.New(ResourceKinds.Deployments, ns, name);
        Mark(twin, own, release.Environment);
        twin.Json["spec"] = own.Find("spec")!.DeepClone();
        twin.Json.Within("spec").Remove("paused");
        twin.Json.Within("spec")["replicas"] = 0;
        // The labels of the side are in the selector: neither of the two ever counts the other's pods as its own.
        foreach (var (label, value) in ReleaseTemplate.Labels(release.Environment, release.Slot))
            twin.Json.Put(["spec", "selector", "matchLabels"], label, value);
        release.WriteTo(twin);
        (order with { Replicas = 0 }).WriteTo(twin);
        return twin;
    }

    /// <summary>Another version on a twin that is there: its whole template anew.</summary>
    public static void Replace(KubeObject twin, KubeObject own, ReleaseTemplate release)
    {
        twin.Json.Within("spec")["template"] = own.Find("spec", "template")!.DeepClone();
        release.WriteTo(twin);
    }

    /// <summary>Gives a copy its name plates, and those of the original that are no tool's.</summary>
    public static void Mark(KubeObject copy, KubeObject original, EnvironmentKey environment)
    {
        foreach (var (name, value) in original.Labels.Where(label => IsAnybodys(label.Key)))
            copy.Label(name, value);
        foreach (var (name, value) in original.Annotations.Where(annotation => IsAnybodys(annotation.Key)))
            copy.Annotation(name, value);
        copy.Label(Marks.ManagedBy, Marks.Slipway);
        copy.Label(Marks.App, environment.App);
        copy.Label(Marks.Environment, environment.Environment);
        copy.Label(Marks.CopyOf, LabelValue(original.Name));
    }

    /// <summary>Names may be longer than labels.</summary>
    private static string LabelValue(string name) => name.Length <= MaxLabelLength ? name : name[..MaxLabelLength].TrimEnd('-', '.');

    private static bool IsAnybodys(string key) => !Marks.IsOurs(key) && !ToolMarks.Any(mark => key.StartsWith(mark, StringComparison.Ordinal));
}
