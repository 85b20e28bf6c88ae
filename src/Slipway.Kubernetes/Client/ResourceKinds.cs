namespace Slipway.Kubernetes.Client;

/// <summary>
/// The kinds that Slipway works with. What a cluster serves under another version is found by <see cref="KubeClient.DiscoverAsync"/>.
/// </summary>
public static class ResourceKinds
{
    public static ResourceKind Namespaces { get; } = new("", "v1", "namespaces", "Namespace", IsNamespaced: false);

    public static ResourceKind Nodes { get; } = new("", "v1", "nodes", "Node", IsNamespaced: false);

    public static ResourceKind Pods { get; } = new("", "v1", "pods", "Pod");

    public static ResourceKind Services { get; } = new("", "v1", "services", "Service");

    public static ResourceKind Endpoints { get; } = new("", "v1", "endpoints", "Endpoints");

    public static ResourceKind ConfigMaps { get; } = new("", "v1", "configmaps", "ConfigMap");

    public static ResourceKind Secrets { get; } = new("", "v1", "secrets", "Secret");

    public static ResourceKind ServiceAccounts { get; } = new("", "v1", "serviceaccounts", "ServiceAccount");

    public static ResourceKind PersistentVolumeClaims { get; } = new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim");

    public static ResourceKind ResourceQuotas { get; } = new("", "v1", "resourcequotas", "ResourceQuota");

    public static ResourceKind Events { get; } = new("", "v1", "events", "Event");

    public static ResourceKind Deployments { get; } = new("apps", "v1", "deployments", "Deployment");

    public static ResourceKind ReplicaSets { get; } = new("apps", "v1", "replicasets", "ReplicaSet");

    public static ResourceKind StatefulSets { get; } = new("apps", "v1", "statefulsets", "StatefulSet");

    public static ResourceKind DaemonSets { get; } = new("apps", "v1", "daemonsets", "DaemonSet");

    public static ResourceKind Jobs { get; } = new("batch", "v1", "jobs", "Job");

    /// <summary>In <c>v1</c>, which every cluster serves and which knows CPU alone; newer ones also serve <c>v2</c>.</summary>
    public static ResourceKind HorizontalPodAutoscalers { get; } = new("autoscaling", "v1", "horizontalpodautoscalers", "HorizontalPodAutoscaler");

    /// <summary>Served since Kubernetes 1.21; before that only as <c>v1beta1</c>.</summary>
    public static ResourceKind PodDisruptionBudgets { get; } = new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget");

    /// <summary>Served since Kubernetes 1.21; before that only as <c>v1beta1</c>.</summary>
    public static ResourceKind EndpointSlices { get; } = new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice");

    public static ResourceKind Ingresses { get; } = new("networking.k8s.io", "v1", "ingresses", "Ingress");

    public static ResourceKind NetworkPolicies { get; } = new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy");

    public static ResourceKind Roles { get; } = new("rbac.authorization.k8s.io", "v1", "roles", "Role");

    public static ResourceKind RoleBindings { get; } = new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding");

    public static ResourceKind ClusterRoles { get; } = new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", IsNamespaced: false);

    public static ResourceKind ClusterRoleBindings { get; } = new("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", IsNamespaced: false);

    public static ResourceKind CustomResourceDefinitions { get; } =
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", IsNamespaced: false);

    public static ResourceKind Leases { get; } = new("coordination.k8s.io", "v1", "leases", "Lease");

    /// <summary>Of the Prometheus operator.</summary>
    public static ResourceKind ServiceMonitors { get; } = new("monitoring.coreos.com", "v1", "servicemonitors", "ServiceMonitor");

    /// <summary>Of the Prometheus operator.</summary>
    public static ResourceKind PrometheusRules { get; } = new("monitoring.coreos.com", "v1", "prometheusrules", "PrometheusRule");

    /// <summary>Asked by <see cref="KubeClient.CanAsync"/>.</summary>
    public static ResourceKind SelfSubjectAccessReviews { get; } =
        new("authorization.k8s.io", "v1", "selfsubjectaccessreviews", "SelfSubjectAccessReview", IsNamespaced: false);
}
