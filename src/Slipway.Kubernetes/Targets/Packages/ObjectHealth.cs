using System.Globalization;
using Slipway.Core.Ports;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>Whether an object has become what it says it wants to be. Pure.</summary>
/// <param name="State"><see cref="InstanceState.Ready"/>, <see cref="InstanceState.Starting"/>, <see cref="InstanceState.Unready"/> or <see cref="InstanceState.Stopping"/>.</param>
/// <param name="Detail">What is still missing: <c>2 of 3 pods of Deployment shop</c>; empty when all is well.</param>
/// <param name="Failure">Why it cannot become ready; null while it may.</param>
internal sealed record ObjectHealth(InstanceState State, string Detail = "", string? Failure = null)
{
    private static readonly ObjectHealth Well = new(InstanceState.Ready);

    /// <summary>Kinds whose objects are what they are as soon as they are stored: nobody reads them again.</summary>
    private static readonly HashSet<string> Stored =
    [
        "ConfigMap", "Secret", "Namespace", "ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "NetworkPolicy", "LimitRange",
        "ResourceQuota", "PriorityClass", "StorageClass", "CustomResourceDefinition", "CronJob", "Ingress", "PodDisruptionBudget", "HorizontalPodAutoscaler",
        "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "PersistentVolume",
    ];

    /// <summary>Kinds that run pods.</summary>
    private static readonly HashSet<(string Group, string Kind)> WithPods =
    [
        ("apps", "Deployment"), ("apps", "StatefulSet"), ("apps", "DaemonSet"), ("apps", "ReplicaSet"), ("batch", "Job"), ("", "Pod"),
    ];

    public static bool IsWatched(ResourceKind kind) => !Stored.Contains(kind.Kind);

    public static bool RunsPods(ResourceKind kind) => WithPods.Contains((kind.Group, kind.Kind));

    /// <summary>What is said where a listed object is not there.</summary>
    public static ObjectHealth Missing(PackagedObject item) =>
        new(InstanceState.Unready, $"{item} is missing", $"{item.Kind.Kind} {(item.Namespace is { } ns ? $"{ns}/" : "")}{item.Name} does not exist any more: somebody deleted it, or its namespace");

    public static ObjectHealth Of(KubeObject item)
    {
        if (item.IsBeingDeleted)
            return new ObjectHealth(InstanceState.Stopping, $"{item.Kind} {item.Name} is being deleted");
        if (item.Integer("status", "observedGeneration") is { } seen && seen < item.Generation)
            return Pending(item, "its controller has not seen it yet");
        return (item.ApiVersion.Split('/')[0], item.Kind) switch
        {
            ("apps", "Deployment" or "ReplicaSet") => OfDeployment(item),
            ("apps", "StatefulSet") => OfStatefulSet(item),
            ("apps", "DaemonSet") => OfDaemonSet(item),
            ("batch", "Job") => OfJob(item),
            ("v1", "Pod") => OfPod(item),
            ("v1", "Service") => item.Text("spec", "type") == "LoadBalancer" && !item.Items("status", "loadBalancer", "ingress").Any() ? Pending(item, "has no address yet") : Well,
            ("v1", "PersistentVolumeClaim") => item.Text("status", "phase") == "Lost" ? new ObjectHealth(InstanceState.Unready, $"{Name(item)} is lost", $"{item} has lost its volume") : Well,
            _ => OfConditions(item),
        };
    }

    private static ObjectHealth OfDeployment(KubeObject item)
    {
        if (item.Flag("spec", "paused") == true)
            return new ObjectHealth(InstanceState.Starting, $"{Name(item)} is paused", $"{item} is paused, so nothing changes: kubectl rollout resume");
        if (item.Integer("status", "observedGeneration") is null && item.Kind == "Deployment")
            return Pending(item, "its controller has not seen it yet");
        var wanted = item.Integer("spec", "replicas") ?? 1;
        var (all, available) = (Count(item, "replicas"), Count(item, "availableReplicas"));
        var updated = item.Kind == "Deployment" ? Count(item, "updatedReplicas") : all;
        if (item.Condition("Progressing") is { IsFalse: true, Reason: "ProgressDeadlineExceeded" } late)
            return Pods(item, Math.Min(updated, available), wanted, isNew: true) with { Failure = $"{item} did not get on within its progressDeadlineSeconds: {late.Message}" };
        if (updated < wanted || all > updated)
            return Pods(item, Math.Min(updated, available), wanted, isNew: true);
        return available >= wanted ? Well : Pods(item, available, wanted, isNew: item.Condition("Progressing") is not { Reason: "NewReplicaSetAvailable" });
    }

    private static ObjectHealth OfStatefulSet(KubeObject item)
    {
        var wanted = item.Integer("spec", "replicas") ?? 1;
        if (item.Integer("status", "observedGeneration") is null)
            return Pending(item, "its controller has not seen it yet");
        var ready = Count(item, "readyReplicas");
        var rolls = item.Text("spec", "updateStrategy", "type") != "OnDelete";
        var rolled = wanted - Math.Min(wanted, item.Integer("spec", "updateStrategy", "rollingUpdate", "partition") ?? 0);
        var isOld = rolls && (rolled == wanted ? item.Text("status", "currentRevision") != item.Text("status", "updateRevision") : Count(item, "updatedReplicas") < rolled);
        if (isOld)
            return Pods(item, Math.Min(ready, Count(item, "updatedReplicas")), wanted, isNew: true);
        return ready >= wanted ? Well : Pods(item, ready, wanted, isNew: Count(item, "replicas") < wanted);
    }

    private static ObjectHealth OfDaemonSet(KubeObject item)
    {
        if (item.Integer("status", "observedGeneration") is null)
            return Pending(item, "its controller has not seen it yet");
        var wanted = Count(item, "desiredNumberScheduled");
        var (updated, available) = (Count(item, "updatedNumberScheduled"), Count(item, "numberAvailable"));
        if (item.Text("spec", "updateStrategy", "type") != "OnDelete" && updated < wanted)
            return Pods(item, Math.Min(updated, available), wanted, isNew: true);
        return available >= wanted ? Well : Pods(item, available, wanted, isNew: false);
    }

    private static ObjectHealth OfJob(KubeObject item) => item switch
    {
        _ when item.Condition("Failed") is { IsTrue: true } failed => new ObjectHealth(InstanceState.Unready, $"{Name(item)} failed", $"{item} failed: {failed.Reason}: {failed.Message}"),
        _ when item.Condition("Complete") is { IsTrue: true } || item.Flag("spec", "suspend") == true => Well,
        _ => Pending(item, "has not ended yet"),
    };

    private static ObjectHealth OfPod(KubeObject item) => item.Text("status", "phase") switch
    {
        "Succeeded" => Well,
        "Failed" => new ObjectHealth(InstanceState.Unready, $"{Name(item)} failed", $"{item} failed: {item.Text("status", "message") ?? item.Text("status", "reason") ?? "its container ended badly"}"),
        _ => item.Condition("Ready") is { IsTrue: true } ? Well : Pending(item, "is not ready yet"),
    };

    /// <summary>Kinds that others bring say by these conditions how they are, if they say it at all.</summary>
    private static ObjectHealth OfConditions(KubeObject item)
    {
        foreach (var bad in new[] { "Stalled", "Failed" })
        {
            if (item.Condition(bad) is { IsTrue: true } condition)
                return new ObjectHealth(InstanceState.Unready, $"{Name(item)}: {bad}", $"{item}: {bad}: {condition.Reason}: {condition.Message}");
        }

        foreach (var good in new[] { "Ready", "Available" })
        {
            if (item.Condition(good) is { IsTrue: false } condition)
                return Pending(item, $"{good} is {condition.Status}{(condition.Message.Length > 0 ? $": {condition.Message}" : "")}");
        }

        return Well;
    }

    private static ObjectHealth Pods(KubeObject item, long ready, long wanted, bool isNew) => new(
        isNew ? InstanceState.Starting : InstanceState.Unready, string.Create(CultureInfo.InvariantCulture, $"{ready} of {wanted} pods of {Name(item)}"));

    private static ObjectHealth Pending(KubeObject item, string what) => new(InstanceState.Starting, $"{Name(item)}: {what}");

    private static long Count(KubeObject item, string name) => item.Integer("status", name) ?? 0;

    private static string Name(KubeObject item) => $"{item.Kind} {item.Name}";
}
