using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>
/// What Slipway changes of the app's own Deployment: image, replicas, its labels and notes, and the names of copied ConfigMaps and
/// Secrets. Nothing else, and it never deletes it. Pure.
/// </summary>
internal static class OwnDeployment
{
    private const string Before = "slipway.dev/before";

    /// <summary>Puts a release there. What ran before Slipway came is noted until another side has carried a version.</summary>
    /// <param name="replicas">What the Deployment gets; null leaves it.</param>
    /// <exception cref="PortUnavailableException">It belongs to another app, or has no such container.</exception>
    public static void Put(KubeObject deployment, ReleaseTemplate release, Ordered order, int? replicas)
    {
        Refuse(deployment, release.Environment);
        var before = Ordered.Of(deployment);
        if (before is null && !deployment.Annotations.ContainsKey(Before))
            Remember(deployment, release);
        else if (before is not null && before.Slot != order.Slot)
            deployment.Annotation(Before, null);
        release.WriteTo(deployment);
        if (replicas is { } number)
            deployment.Json.Within("spec")["replicas"] = number;
        deployment.Label(Marks.App, release.Environment.App);
        deployment.Label(Marks.Environment, release.Environment.Environment);
        order.WriteTo(deployment);
    }

    /// <summary>
    /// Brings it to none. Where nothing else of the environment runs and it was only just taken over, the first release goes back
    /// to what ran before it: a version that failed to come must not take away the one that was there.
    /// </summary>
    /// <param name="isLast">Whether no other place has a version.</param>
    public static void Clear(KubeObject deployment, Ordered ordered, string? container, bool isLast)
    {
        if (isLast && deployment.Text("metadata", "annotations", Before) is { } text && JsonNode.Parse(text) is JsonObject before)
        {
            GiveBack(deployment, new KubeObject(before), container, ordered.IsAutoscaled);
            return;
        }

        deployment.Json.Within("spec")["replicas"] = 0;
        deployment.Annotation(Before, null);
        (ordered with { Replicas = 0 }).WriteTo(deployment);
    }

    /// <summary>Why an app may not have it; null when it may.</summary>
    public static string? HeldByAnother(KubeObject deployment, EnvironmentKey environment)
    {
        var labels = deployment.Labels;
        if (!labels.TryGetValue(Marks.App, out var app) || labels.GetValueOrDefault(Marks.Environment) is not { } place)
            return null;
        return (app, place) == (environment.App, environment.Environment)
            ? null
            : $"{deployment} belongs to {app}/{place} already: name another Deployment, or remove its labels {Marks.App} and {Marks.Environment} if {app}/{place} is no more";
    }

    private static void Refuse(KubeObject deployment, EnvironmentKey environment)
    {
        if (HeldByAnother(deployment, environment) is { } why)
            throw new PortUnavailableException(why);
    }

    private static void Remember(KubeObject deployment, ReleaseTemplate release) => deployment.Annotation(Before, new JsonObject
    {
        ["image"] = (string?)ReleaseTemplate.Container(deployment, release.Spec)?["image"],
        ["replicas"] = deployment.Integer("spec", "replicas") ?? 1,
    }.ToJsonString());

    private static void GiveBack(KubeObject deployment, KubeObject before, string? container, bool isAutoscaled)
    {
        ReleaseTemplate.RemoveFrom(deployment);
        var all = deployment.Items("spec", "template", "spec", "containers").ToList();
        if ((container is null ? all.FirstOrDefault() : all.FirstOrDefault(c => (string?)c["name"] == container)) is { } held && before.Text("image") is { } image)
            held["image"] = image;
        if (!isAutoscaled)
            deployment.Json.Within("spec")["replicas"] = before.Integer("replicas") ?? 1;
        deployment.Label(Marks.App, null);
        deployment.Label(Marks.Environment, null);
        deployment.Annotation(Before, null);
        Ordered.Remove(deployment);
    }
}
