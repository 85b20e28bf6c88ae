namespace Slipway.Kubernetes.Install;

/// <summary>How Slipway is to run in a cluster.</summary>
public sealed record InstallOptions
{
    /// <summary>Servers that share the work; together with PostgreSQL.</summary>
    public const int SharedReplicas = 3;

    public const int PostgresPort = 5432;

    /// <summary>At least one; none of them names a context of a kubeconfig or runs local processes.</summary>
    public required IReadOnlyList<InstalledSpec> Specs { get; init; }

    /// <summary>Slipway's own: everything in it is shut off from the network but what is named.</summary>
    public string Namespace { get; init; } = "slipway";

    public required string Image { get; init; }

    /// <summary>1 or <see cref="SharedReplicas"/>.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>The Secret whose key <c>url</c> is the address of a PostgreSQL; null: SQLite on a volume, for one replica alone.</summary>
    public string? StoreSecret { get; init; }

    /// <summary>That of the PostgreSQL's pod or host, which the network has to let through.</summary>
    public int StorePort { get; init; } = PostgresPort;

    /// <summary>Of the volume, as Kubernetes writes it: <c>10Gi</c>.</summary>
    public string VolumeSize { get; init; } = "10Gi";

    /// <summary>Null: the cluster's default.</summary>
    public string? StorageClass { get; init; }

    /// <summary>The Secret with <c>tls.crt</c> and <c>tls.key</c>; null: tokens go through the cluster's network unencrypted.</summary>
    public string? TlsSecret { get; init; } = "slipway-tls";

    /// <summary>The Secret with <c>.dockerconfigjson</c> by which registries are asked for digests; null: as anybody.</summary>
    public string? RegistrySecret { get; init; }

    /// <summary>The namespace of the Prometheus that may read metrics; nobody else may.</summary>
    public string MetricsFrom { get; init; } = "monitoring";

    /// <summary>The labels by which the Prometheus operator chooses what it takes, maybe none; null: nothing is written for it.</summary>
    public IReadOnlyDictionary<string, string>? MonitorLabels { get; init; }

    /// <summary>The content of an access file; null: only what a token itself gives.</summary>
    public string? Access { get; init; }
}
