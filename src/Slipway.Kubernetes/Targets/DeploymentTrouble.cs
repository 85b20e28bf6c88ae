using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>Why a Deployment cannot become what was ordered, in the words of whoever knows it best. Pure.</summary>
/// <param name="Text">A sentence.</param>
/// <param name="Pod">The pod of which the cluster may know more: what it warned of, or what it printed. Null where all is said.</param>
/// <param name="Crashed">The container of it whose last output says more; null where none does.</param>
internal sealed record DeploymentTrouble(string Text, KubeObject? Pod = null, string? Crashed = null)
{
    /// <summary>A pull that fails once may have met a registry that was away for a moment.</summary>
    private static readonly TimeSpan PullGrace = TimeSpan.FromSeconds(10);

    /// <summary>Where a quota is full, pods that are going make room.</summary>
    private static readonly TimeSpan CreateGrace = TimeSpan.FromSeconds(10);

    /// <summary>Clusters that grow need minutes for another node.</summary>
    private static readonly TimeSpan ScheduleGrace = TimeSpan.FromMinutes(5);

    /// <param name="pods">Of the version, those that take part.</param>
    public static DeploymentTrouble? Of(KubeObject deployment, Ordered ordered, DeploymentSpec spec, IReadOnlyList<KubeObject> pods, DateTimeOffset now) =>
        Changed(deployment, ordered, spec) is { } changed ? new DeploymentTrouble(changed)
        : pods.Select(pod => OfPod(pod, now)).FirstOrDefault(trouble => trouble is not null)
        ?? OfDeployment(deployment, now);

    private static string? Changed(KubeObject deployment, Ordered ordered, DeploymentSpec spec)
    {
        var (container, template) = (ReleaseTemplate.Container(deployment, spec), "spec.template");
        var what = container is null ? $"its container {spec.Container} is gone"
            : (string?)container["image"] is var image && image != ordered.Image ? $"container {(string?)container["name"]} has the image {image} instead of {ordered.Image}"
            : deployment.Text("spec", "template", "metadata", "labels", Marks.Slot) != Core.Values.Slots.Label(ordered.Slot) ? $"the label {Marks.Slot} of {template} is not {Core.Values.Slots.Label(ordered.Slot)} any more"
            : deployment.Text("spec", "template", "metadata", "annotations", Marks.Version) != ordered.Version.ToString() ? $"the annotation {Marks.Version} of {template} is not {ordered.Version} any more"
            : Original(deployment, spec, secrets: false) is { } map ? $"its template names the ConfigMap {map} itself instead of the release's copy"
            : Original(deployment, spec, secrets: true) is { } secret ? $"its template names the Secret {secret} itself instead of the release's copy"
            : deployment.Flag("spec", "paused") == true ? "it was paused: kubectl rollout resume"
            : null;
        return what is null ? null : $"somebody else has changed {deployment} since {ordered} was ordered: {what}";
    }

    private static string? Original(KubeObject deployment, DeploymentSpec spec, bool secrets) =>
        (secrets ? spec.Secrets : spec.ConfigMaps).Intersect(ConfigReferences.Names(deployment.Json.Within("spec", "template", "spec"), secrets)).FirstOrDefault();

    private static DeploymentTrouble? OfPod(KubeObject pod, DateTimeOffset now)
    {
        if (pod.IsBeingDeleted)
            return null;
        var age = now - (pod.CreatedAt ?? now);
        if (PodReading.Waiting(pod) is { } waiting)
        {
            var told = $"{pod.Name}: {waiting.Reason}{(waiting.Message.Length > 0 ? $": {waiting.Message}" : "")}";
            return waiting.Reason switch
            {
                "CrashLoopBackOff" => new DeploymentTrouble(
                    $"{pod.Name}: container {waiting.Container} ends again and again{(PodReading.LastEnd(pod, waiting.Container) is { } end ? $" ({end})" : "")}", pod, waiting.Container),
                "InvalidImageName" or "ErrImageNeverPull" => new DeploymentTrouble(told),
                "ErrImagePull" or "ImagePullBackOff" or "CreateContainerConfigError" or "CreateContainerError" or "RunContainerError" when age >= PullGrace => new DeploymentTrouble(told, pod),
                _ => null,
            };
        }

        return PodReading.Unscheduled(pod) is { } why && age >= ScheduleGrace ? new DeploymentTrouble($"{pod.Name}: no node takes it: {why}") : null;
    }

    private static DeploymentTrouble? OfDeployment(KubeObject deployment, DateTimeOffset now)
    {
        // What an earlier generation met says nothing of this one.
        if (deployment.Integer("status", "observedGeneration") is not { } seen || seen < deployment.Generation)
            return null;
        if (deployment.Condition("ReplicaFailure") is { IsTrue: true } refused && now - Since(deployment, "ReplicaFailure") >= CreateGrace)
            return new DeploymentTrouble($"{deployment} cannot make its pods: {refused.Message}");
        return deployment.Condition("Progressing") is { IsFalse: true, Reason: "ProgressDeadlineExceeded" } late
            ? new DeploymentTrouble($"{deployment} did not get on within its progressDeadlineSeconds ({deployment.Integer("spec", "progressDeadlineSeconds") ?? 600} s): {late.Message}")
            : null;
    }

    private static DateTimeOffset? Since(KubeObject deployment, string condition) => deployment.Items("status", "conditions").Select(item => new KubeObject(item))
        .FirstOrDefault(item => item.Text("type") == condition)?.Time("lastTransitionTime");
}
