using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;

namespace Slipway.Kubernetes.Targets;

/// <summary>
/// PodDisruptionBudgets of the app. In one namespace they guard the twin's pods too, because these have all labels of the template;
/// a twin in a namespace of its own gets copies.
/// </summary>
internal static class DisruptionBudgets
{
    /// <summary>As servers before Kubernetes 1.21 serve it.</summary>
    private static readonly ResourceKind Earlier = new("policy", "v1beta1", "poddisruptionbudgets", "PodDisruptionBudget");

    public static async Task CopyAsync(KubeClient client, FencedWrites writes, KubeObject own, string ns, EnvironmentKey environment, CancellationToken cancellation)
    {
        if (own.Namespace == ns)
            return;
        var (kind, all) = await ListAsync(client, own.Namespace!, cancellation);
        var (_, there) = await ListAsync(client, ns, cancellation);
        var labels = own.Texts("spec", "template", "metadata", "labels");
        foreach (var original in all.Where(item => Guards(item, labels)))
        {
            if (there.Any(item => Guards(item, labels)))
                return;
            var copy = KubeObject.New(kind, ns, original.Name);
            TwinDeployment.Mark(copy, original, environment);
            copy.Json["spec"] = original.Find("spec")!.DeepClone();
            await writes.CreateAsync(kind, copy, cancellation);
        }
    }

    public static async Task RemoveAsync(KubeClient client, FencedWrites writes, string ns, EnvironmentKey environment, CancellationToken cancellation)
    {
        var (kind, all) = await ListAsync(client, ns, cancellation);
        foreach (var copy in all.Where(IsCopy))
            await writes.DeleteAsync(kind, ns, copy.Name, IsCopy, cancellation);

        bool IsCopy(KubeObject item) => item.Labels is var labels && labels.ContainsKey(Marks.CopyOf)
            && labels.GetValueOrDefault(Marks.App) == environment.App && labels.GetValueOrDefault(Marks.Environment) == environment.Environment;
    }

    private static async Task<(ResourceKind Kind, IReadOnlyList<KubeObject> Items)> ListAsync(KubeClient client, string ns, CancellationToken cancellation)
    {
        try
        {
            return (ResourceKinds.PodDisruptionBudgets, (await client.ListAsync(ResourceKinds.PodDisruptionBudgets, ns, cancellation: cancellation)).Items);
        }
        catch (KubeException old) when (old.Reason == KubeReasons.KindNotServed)
        {
            return (Earlier, (await client.ListAsync(Earlier, ns, cancellation: cancellation)).Items);
        }
    }

    private static bool Guards(KubeObject budget, IReadOnlyDictionary<string, string> labels) =>
        budget.Json.Within("spec", "selector") is { Count: > 0 } selector && LabelSelector.Of(selector).Matches(labels);
}
