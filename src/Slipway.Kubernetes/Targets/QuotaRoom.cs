using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>Whether a namespace's quotas leave room for more pods of a template. Pure.</summary>
internal static class QuotaRoom
{
    /// <summary>Each quota that would be exceeded, a sentence. Amounts that a LimitRange would add are not known here.</summary>
    /// <param name="podSpec"><c>spec.template.spec</c>.</param>
    /// <param name="pods">How many more.</param>
    public static IEnumerable<string> Problems(IEnumerable<KubeObject> quotas, JsonObject podSpec, int pods)
    {
        // One with scopes counts only some pods, and which these are would have to be decided here as the server does.
        foreach (var quota in quotas.Where(q => q.Find("spec", "scopes") is null && q.Find("spec", "scopeSelector") is null))
        {
            foreach (var (resource, hard) in quota.Texts("status", "hard"))
            {
                if (PerPod(podSpec, resource) is not { } each || Quantity.Read(hard) is not { } most)
                    continue;
                var used = Quantity.Read(quota.Text("status", "used", resource)) ?? 0;
                if (used + (each * pods) > most)
                {
                    yield return string.Create(CultureInfo.InvariantCulture,
                        $"the quota {quota.Namespace}/{quota.Name} has no room for {pods} more pods: {resource} is limited to {hard}, {quota.Text("status", "used", resource) ?? "0"} are used, and these would need {each * pods:0.###} more; raise it, or use fewer replicas");
                }
            }
        }
    }

    private static decimal? PerPod(JsonObject podSpec, string resource) => resource switch
    {
        "pods" or "count/pods" => 1,
        "cpu" or "requests.cpu" => Sum(podSpec, "requests", "cpu"),
        "memory" or "requests.memory" => Sum(podSpec, "requests", "memory"),
        "limits.cpu" => Sum(podSpec, "limits", "cpu"),
        "limits.memory" => Sum(podSpec, "limits", "memory"),
        _ => null,
    };

    private static decimal Sum(JsonObject podSpec, string kind, string resource) => new KubeObject(podSpec).Items("containers")
        .Sum(container => Quantity.Read(new KubeObject(container).Text("resources", kind, resource)) ?? 0);
}
