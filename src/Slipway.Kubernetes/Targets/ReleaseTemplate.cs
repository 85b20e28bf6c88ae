using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>A release as it stands in a pod template: image, the names of its copies, and by which labels its pods are known. Pure.</summary>
/// <param name="Copies">Of each ConfigMap (false) and Secret (true) of the spec, by its own name, the copy that belongs to the release.</param>
internal sealed record ReleaseTemplate(EnvironmentKey Environment, Slot Slot, ReleaseVersion Version, string Image, DeploymentSpec Spec, IReadOnlyDictionary<(bool IsSecret, string Name), string> Copies)
{
    public static ReleaseTemplate Of(Workload workload, DeploymentSpec spec, IReadOnlyDictionary<(bool IsSecret, string Name), string> copies) =>
        new(workload.Environment, workload.Slot, workload.Version, workload.Artifact, spec, copies);

    /// <summary>The labels by which the pods of a side are known.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Labels(EnvironmentKey environment, Slot slot) =>
    [
        new(Marks.App, environment.App),
        new(Marks.Environment, environment.Environment),
        new(Marks.Slot, slot.Label()),
    ];

    /// <summary>The container that gets the image; null where there is none of that name, or none is named and there are several.</summary>
    public static JsonObject? Container(KubeObject deployment, DeploymentSpec spec)
    {
        var all = deployment.Items("spec", "template", "spec", "containers").ToList();
        return spec.Container is null ? all.Count == 1 ? all[0] : null : all.FirstOrDefault(container => (string?)container["name"] == spec.Container);
    }

    /// <exception cref="PortUnavailableException">The container is not there.</exception>
    public void WriteTo(KubeObject deployment)
    {
        var container = Container(deployment, Spec)
            ?? throw new PortUnavailableException($"{deployment} has no container '{Spec.Container}'; name one of its containers under 'container'");
        container["image"] = Image;
        var template = deployment.Json.Within("spec", "template");
        foreach (var (label, value) in Labels(Environment, Slot))
            template.Put(["metadata", "labels"], label, value);
        template.Put(["metadata", "annotations"], Marks.Version, Version.ToString());
        foreach (var secret in new[] { false, true })
            Rename(template.Within("spec"), secret, original => Copies.GetValueOrDefault((secret, original)));
    }

    /// <summary>Takes all of ours out again: no label, no version, the ConfigMaps and Secrets by their own names.</summary>
    public static void RemoveFrom(KubeObject deployment)
    {
        var template = deployment.Json.Within("spec", "template");
        foreach (var label in new[] { Marks.App, Marks.Environment, Marks.Slot })
            template.Put(["metadata", "labels"], label, null);
        template.Put(["metadata", "annotations"], Marks.Version, null);
        foreach (var secret in new[] { false, true })
            Rename(template.Within("spec"), secret, original => original);
    }

    private static void Rename(JsonObject podSpec, bool secrets, Func<string, string?> wanted)
    {
        foreach (var (holder, key) in ConfigReferences.Of(podSpec, secrets))
        {
            if ((string?)holder[key] is { } name && wanted(CopyName.Original(name)) is { } renamed)
                holder[key] = renamed;
        }
    }
}
