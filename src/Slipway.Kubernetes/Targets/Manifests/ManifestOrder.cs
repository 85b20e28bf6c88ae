using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.Manifests;

/// <summary>In which order kinds are applied, so that nothing is there before what it needs; they go in the opposite one. Pure.</summary>
internal static class ManifestOrder
{
    /// <summary>What defines kinds, for which the next step has to wait.</summary>
    public const int Definitions = 1;

    private const int Workloads = 5;

    private static readonly Dictionary<string, int> Steps = new(StringComparer.Ordinal)
    {
        ["Namespace"] = 0,
        ["CustomResourceDefinition"] = Definitions,
        ["PriorityClass"] = 2,
        ["StorageClass"] = 2,
        ["PersistentVolume"] = 2,
        ["PersistentVolumeClaim"] = 2,
        ["ResourceQuota"] = 2,
        ["LimitRange"] = 2,
        ["NetworkPolicy"] = 2,
        ["ConfigMap"] = 2,
        ["Secret"] = 2,
        ["ServiceAccount"] = 3,
        ["Role"] = 3,
        ["RoleBinding"] = 3,
        ["ClusterRole"] = 3,
        ["ClusterRoleBinding"] = 3,
        ["Service"] = 4,
        ["HorizontalPodAutoscaler"] = 6,
        ["PodDisruptionBudget"] = 6,
        ["Ingress"] = 7,
        ["IngressRoute"] = 7,
        ["HTTPRoute"] = 7,
        ["VirtualService"] = 7,
        ["DestinationRule"] = 7,
        ["MutatingWebhookConfiguration"] = 7,
        ["ValidatingWebhookConfiguration"] = 7,
        ["APIService"] = 7,
    };

    /// <summary>What nobody knows is applied with the workloads: after what it may need, before requests are sent its way.</summary>
    public static int StepOf(ResourceKind kind) => Steps.GetValueOrDefault(kind.Kind, Workloads);
}
