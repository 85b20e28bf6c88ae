using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Install;

/// <summary>The server: its Deployment, its volume or its disruption budget, and its Service.</summary>
internal static class ServerManifests
{
    public const int ApiPort = 7070;

    /// <summary>Without TLS and credentials: the network keeps others away.</summary>
    public const int MetricsPort = 9464;

    private const string Claim = "slipway-data";

    public static ManifestFile Write(InstallOptions options)
    {
        var isShared = options.StoreSecret is not null;
        var comment = isShared
            ? $"The servers: {(options.Replicas == 1 ? "one" : "three that share the work")}, with everything durable in the PostgreSQL that the Secret {options.StoreSecret} names."
            : "The server: one, with everything durable in an SQLite file on a volume. A new one starts when the old one has ended.";
        return new ManifestFile("40-server.yaml", comment,
            [.. isShared ? [] : new[] { Volume(options) }, Deployment(options), .. options.Replicas > 1 ? [Budget(options)] : Array.Empty<JsonObject>(), Service(options)]);
    }

    private static JsonObject Volume(InstallOptions options)
    {
        var claim = InstallNames.New(ResourceKinds.PersistentVolumeClaims, options.Namespace, Claim);
        var spec = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"),
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = options.VolumeSize } },
        };
        if (options.StorageClass is { } storage)
            spec["storageClassName"] = storage;
        claim["spec"] = spec;
        return claim;
    }

    private static JsonObject Deployment(InstallOptions options)
    {
        var deployment = InstallNames.New(ResourceKinds.Deployments, options.Namespace);
        deployment["spec"] = new JsonObject
        {
            ["replicas"] = options.Replicas,
            ["selector"] = Selector(),
            // A file has one server; those of a shared store are replaced one after the other, each once its successor is ready.
            ["strategy"] = options.StoreSecret is null
                ? new JsonObject { ["type"] = "Recreate" }
                : new JsonObject { ["type"] = "RollingUpdate", ["rollingUpdate"] = new JsonObject { ["maxSurge"] = 1, ["maxUnavailable"] = 0 } },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = InstallNames.PodLabels() },
                ["spec"] = ServerPod.Spec(options, options.StoreSecret is null ? Claim : null),
            },
        };
        return deployment;
    }

    private static JsonObject Budget(InstallOptions options)
    {
        var budget = InstallNames.New(ResourceKinds.PodDisruptionBudgets, options.Namespace);
        budget["spec"] = new JsonObject { ["maxUnavailable"] = 1, ["selector"] = Selector() };
        return budget;
    }

    private static JsonObject Service(InstallOptions options)
    {
        var service = InstallNames.New(ResourceKinds.Services, options.Namespace);
        service["spec"] = new JsonObject
        {
            ["selector"] = InstallNames.PodLabels(),
            ["ports"] = new JsonArray(Port(InstallNames.ApiPort, ApiPort), Port(InstallNames.MetricsPort, MetricsPort)),
        };
        return service;
    }

    private static JsonObject Port(string name, int port) => new() { ["name"] = name, ["port"] = port, ["targetPort"] = name, ["protocol"] = "TCP" };

    private static JsonObject Selector() => new() { ["matchLabels"] = InstallNames.PodLabels() };
}
