using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Install;

/// <summary>The specs and the access file, as ConfigMaps: the kubelet brings their changes to the running server, which reads them anew.</summary>
internal static class ConfigurationManifests
{
    public const string AccessMap = "slipway-access";
    public const string AccessKey = "access.yaml";

    public static ManifestFile Write(InstallOptions options)
    {
        var maps = options.Specs.Select(spec => Map(options, InstallNames.SpecOf(spec.Spec.App), spec.Files.ToDictionary(file => KeyOf(file.Key), file => file.Value))).ToList();
        if (options.Access is { } access)
            maps.Add(Map(options, AccessMap, new Dictionary<string, string> { [AccessKey] = access }));
        return new ManifestFile("30-configuration.yaml", "The specs that the server serves, and who may do what.\nA changed spec counts within a minute. One with a new namespace needs new Roles: write all files anew.", maps);
    }

    /// <summary>A file as a ConfigMap can name it, which knows no folders.</summary>
    public static string KeyOf(string file) => file.Replace('/', '_');

    private static JsonObject Map(InstallOptions options, string name, Dictionary<string, string> data)
    {
        var map = InstallNames.New(ResourceKinds.ConfigMaps, options.Namespace, name);
        map["data"] = new JsonObject(data.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => KeyValuePair.Create(file.Key, (JsonNode?)file.Value.ReplaceLineEndings("\n"))));
        return map;
    }
}
