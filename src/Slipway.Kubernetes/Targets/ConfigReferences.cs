using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Targets;

/// <summary>Where a pod template names ConfigMaps and Secrets: in volumes, in variables, in whole environments. Pure.</summary>
internal static class ConfigReferences
{
    /// <summary>Each place: the object that has the name, and under which key.</summary>
    /// <param name="podSpec"><c>spec.template.spec</c>.</param>
    /// <param name="secrets">Those of Secrets, or those of ConfigMaps.</param>
    public static IEnumerable<(JsonObject Holder, string Key)> Of(JsonObject podSpec, bool secrets) =>
        Volumes(podSpec, secrets).Concat(Containers(podSpec).SelectMany(container => Variables(container, secrets)));

    /// <summary>The names that the template uses, each once.</summary>
    public static IReadOnlyList<string> Names(JsonObject podSpec, bool secrets) =>
        [.. Of(podSpec, secrets).Select(place => (string?)place.Holder[place.Key]).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static IEnumerable<(JsonObject, string)> Volumes(JsonObject podSpec, bool secrets)
    {
        foreach (var volume in Items(podSpec["volumes"]))
        {
            if (volume[secrets ? "secret" : "configMap"] is JsonObject whole)
                yield return (whole, secrets ? "secretName" : "name");
            foreach (var source in Items((volume["projected"] as JsonObject)?["sources"]))
            {
                if (source[secrets ? "secret" : "configMap"] is JsonObject part)
                    yield return (part, "name");
            }
        }
    }

    private static IEnumerable<(JsonObject, string)> Variables(JsonObject container, bool secrets)
    {
        foreach (var variable in Items(container["env"]))
        {
            if ((variable["valueFrom"] as JsonObject)?[secrets ? "secretKeyRef" : "configMapKeyRef"] is JsonObject one)
                yield return (one, "name");
        }

        foreach (var source in Items(container["envFrom"]))
        {
            if (source[secrets ? "secretRef" : "configMapRef"] is JsonObject all)
                yield return (all, "name");
        }
    }

    private static IEnumerable<JsonObject> Containers(JsonObject podSpec) => Items(podSpec["initContainers"]).Concat(Items(podSpec["containers"]));

    private static IEnumerable<JsonObject> Items(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];
}
