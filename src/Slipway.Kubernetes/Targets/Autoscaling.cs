using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;

namespace Slipway.Kubernetes.Targets;

/// <summary>
/// The HorizontalPodAutoscaler of the app's own Deployment, which is left alone, and a copy of it for the twin. Where one is at work,
/// it says how many pods there are; an order says how many a version begins with.
/// </summary>
internal static class Autoscaling
{
    /// <summary>The autoscaler of a Deployment; null where there is none.</summary>
    public static async Task<KubeObject?> FindAsync(KubeClient client, string ns, string deployment, CancellationToken cancellation) =>
        (await client.ListAsync(ResourceKinds.HorizontalPodAutoscalers, ns, cancellation: cancellation)).Items
        .FirstOrDefault(item => item.Text("spec", "scaleTargetRef", "kind") == "Deployment" && item.Text("spec", "scaleTargetRef", "name") == deployment);

    /// <summary>
    /// Pods that a version begins with, so that it can carry its share from the first request: the number ordered, the number there
    /// already, or its share of what the other side needs at the moment; the greatest of them.
    /// </summary>
    public static int Start(int ordered, int full, int here, int there) =>
        Math.Max(Math.Max(ordered, here), (int)Math.Ceiling(there * (double)ordered / Math.Max(1, full)));

    /// <summary>Gives the twin an autoscaler like that of the app's own Deployment.</summary>
    public static async Task CopyAsync(FencedWrites writes, KubeObject original, string ns, string twin, EnvironmentKey environment, CancellationToken cancellation)
    {
        var copy = KubeObject.New(ResourceKinds.HorizontalPodAutoscalers, ns, NameFor(original, twin));
        TwinDeployment.Mark(copy, original, environment);
        // What the version v1 has no fields for (memory, behaviour, metrics of others), servers keep for it in annotations, and these were copied. What they say of its state is its own.
        foreach (var state in new[] { "autoscaling.alpha.kubernetes.io/conditions", "autoscaling.alpha.kubernetes.io/current-metrics" })
            copy.Annotation(state, null);
        copy.Json["spec"] = original.Find("spec")!.DeepClone();
        copy.Json.Within("spec", "scaleTargetRef")["name"] = twin;
        if (await writes.CreateAsync(ResourceKinds.HorizontalPodAutoscalers, copy, cancellation) is null)
            await writes.ChangeAsync(ResourceKinds.HorizontalPodAutoscalers, ns, copy.Name, there => there.Json["spec"] = copy.Find("spec")!.DeepClone(), cancellation);
    }

    public static async Task RemoveAsync(KubeClient client, FencedWrites writes, string ns, string twin, CancellationToken cancellation)
    {
        if (await FindAsync(client, ns, twin, cancellation) is { } copy)
            await writes.DeleteAsync(ResourceKinds.HorizontalPodAutoscalers, ns, copy.Name, item => item.Labels.ContainsKey(Marks.CopyOf), cancellation);
    }

    private static string NameFor(KubeObject original, string twin) => original.Text("spec", "scaleTargetRef", "name") == twin ? original.Name : $"{original.Name}-{twin[(twin.LastIndexOf('-') + 1)..]}";
}
