using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Install;

/// <summary>All manifests of an installation. Computes; nothing is applied.</summary>
public static class InstallManifests
{
    private static readonly string[] Levels = ["enforce", "audit", "warn"];

    /// <returns>In the order in which a cluster needs them.</returns>
    public static IReadOnlyList<ManifestFile> Write(InstallOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [Namespace(options), AccessManifests.Write(options), ConfigurationManifests.Write(options), ServerManifests.Write(options), NetworkManifests.Write(options),
            .. options.MonitorLabels is null ? [] : new[] { MonitoringManifests.Write(options) }];
    }

    private static ManifestFile Namespace(InstallOptions options)
    {
        var space = InstallNames.New(ResourceKinds.Namespaces, null, options.Namespace);
        foreach (var level in Levels)
            space["metadata"]!["labels"]![$"pod-security.kubernetes.io/{level}"] = "restricted";
        return new ManifestFile("10-namespace.yaml", "Slipway's own namespace. It takes only pods that need no rights on their node.", [space]);
    }
}
