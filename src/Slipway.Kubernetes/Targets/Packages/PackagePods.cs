using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>The pods that a package's objects run. They are asked for only while something is wrong, or when a person or a check wants them.</summary>
internal sealed class PackagePods(KubeClient client)
{
    /// <summary>A pull that fails once may have met a registry that was away for a moment.</summary>
    private static readonly TimeSpan PullGrace = TimeSpan.FromSeconds(10);

    /// <summary>Annotation of a pod that is asked no checks: <c>off</c>.</summary>
    private const string Checks = "slipway.dev/checks";

    /// <summary>Labels by which controllers tell the pods of one template from those of the next.</summary>
    private static readonly string[] TemplateLabels = ["pod-template-hash", "controller-revision-hash"];

    /// <summary>Of each workload those of its newest template.</summary>
    public async Task<IReadOnlyList<KubeObject>> ListAsync(IReadOnlyList<PackagedObject> objects, CancellationToken cancellation)
    {
        var pods = new List<KubeObject>();
        foreach (var item in objects.Where(item => ObjectHealth.RunsPods(item.Kind)))
        {
            if (await client.GetAsync(item.Kind, item.Namespace, item.Name, cancellation) is not { } live)
                continue;
            if (item.Kind.Kind == "Pod")
                pods.Add(live);
            else if (SelectorOf(live) is { Length: > 0 } selector)
                pods.AddRange(Newest((await client.ListAsync(ResourceKinds.Pods, item.Namespace, new ListOptions { LabelSelector = selector }, cancellation)).Items));
        }

        return [.. pods.DistinctBy(pod => pod.Uid).OrderBy(pod => pod.Name, StringComparer.Ordinal)];
    }

    public static bool TakesChecks(KubeObject pod) =>
        pod.Annotations.GetValueOrDefault(Checks) != "off" && pod.Condition("Ready") is { IsTrue: true } && !pod.IsBeingDeleted && PodReading.Port(pod, null, null) is not null;

    /// <summary>Why a pod will not run, however long one waits. Pure.</summary>
    public static string? Failure(IReadOnlyList<KubeObject> pods, DateTimeOffset now)
    {
        foreach (var pod in pods.Where(pod => !pod.IsBeingDeleted))
        {
            if (PodReading.Waiting(pod) is not { } waiting)
                continue;
            var told = $"{pod.Name}: {waiting.Reason}{(waiting.Message.Length > 0 ? $": {waiting.Message}" : "")}";
            var age = now - (pod.CreatedAt ?? now);
            switch (waiting.Reason)
            {
                case "CrashLoopBackOff":
                    return $"{pod.Name}: container {waiting.Container} ends again and again{(PodReading.LastEnd(pod, waiting.Container) is { } end ? $" ({end})" : "")}";
                case "InvalidImageName" or "ErrImageNeverPull":
                case "ErrImagePull" or "ImagePullBackOff" or "CreateContainerConfigError" or "CreateContainerError" or "RunContainerError" when age >= PullGrace:
                    return told;
            }
        }

        return null;
    }

    private static string SelectorOf(KubeObject workload) =>
        string.Join(',', workload.Texts("spec", "selector", "matchLabels").Select(label => $"{label.Key}={label.Value}"));

    private static IEnumerable<KubeObject> Newest(IReadOnlyList<KubeObject> pods) => pods.Count == 0
        ? []
        : pods.GroupBy(pod => TemplateLabels.Select(label => pod.Labels.GetValueOrDefault(label)).FirstOrDefault(hash => hash is not null) ?? "")
            .MaxBy(group => group.Max(pod => pod.CreatedAt))!;
}
