using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Install;

/// <summary>What the installed objects are called.</summary>
internal static class InstallNames
{
    /// <summary>Of all objects of which there is one.</summary>
    public const string Slipway = "slipway";

    public const string ApiPort = "api";

    public const string MetricsPort = "metrics";

    private const string NameLabel = "app.kubernetes.io/name";

    /// <summary>Which pods are the server's.</summary>
    public static JsonObject PodLabels() => new() { [NameLabel] = Slipway };

    /// <summary>The ConfigMap of an app's spec.</summary>
    public static string SpecOf(string app) => $"slipway-spec-{app}";

    public static JsonObject New(ResourceKind kind, string? ns, string name = Slipway)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (ns is not null)
            metadata["namespace"] = ns;
        // Not "managed-by": that label says which objects a rollout made.
        metadata["labels"] = PodLabels();
        return new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = metadata };
    }
}
